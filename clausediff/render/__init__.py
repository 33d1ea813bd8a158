"""Faces of finished values. A face only reads: it never decides what differs."""

from clausediff.render.docx import docx
from clausediff.render.html import html
from clausediff.render.json import from_json, json
from clausediff.render.markdown import critic, markdown
from clausediff.render.records import csv, records
from clausediff.render.tei import tei
from clausediff.render.terminal import terminal

__all__ = ["critic", "csv", "docx", "from_json", "html", "json", "markdown", "records", "tei", "terminal"]
