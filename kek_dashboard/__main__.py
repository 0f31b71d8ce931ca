"""Main: ``python -m kek_dashboard``; joins the command line with the web server."""

from __future__ import annotations

import sys

from kek_dashboard.cli.main import main
from kek_dashboard.web.server import serve

sys.exit(main(sys.argv[1:], serve))
