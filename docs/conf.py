"""Sphinx configuration: `sphinx-build -W docs build/docs` after `pip install '.[docs]'`."""

project = "clausediff"
author = "the clausediff contributors"
extensions = ["myst_parser"]
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
highlight_language = "none"
html_theme = "furo"
html_title = "clausediff"
exclude_patterns = ["_build"]
