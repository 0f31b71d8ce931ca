"""Main: ``python -m kek_dashboard``; joins the command line with the web server."""

from __future__ import annotations

import os
import sys

from kek_dashboard.cli.main import main
from kek_dashboard.settings import Anmeldung
from kek_dashboard.web.server import serve

# A server for many: people sign in unless somebody says otherwise.
said = os.environ.get("KEK_ANMELDUNG", "").strip()
sys.exit(main(sys.argv[1:], serve, {**os.environ, "KEK_ANMELDUNG": said or Anmeldung.EIN.value}))
