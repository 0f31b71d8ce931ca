"""Make Beispiel: writes data/zielsystem and data/beispiel again, or with --check compares them cell for cell."""

import sys

from beispiel.bestand import main

if __name__ == "__main__":
    sys.exit(main())
