"""Make Beispiel: writes data/zielsystem and data/beispiel again, or with --check compares them cell for cell."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.beispiel.bestand import main

if __name__ == "__main__":
    sys.exit(main())
