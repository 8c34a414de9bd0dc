"""Makes `secure_llm_guard/forms/lookalikes.txt` from Unicode's confusables.txt (UTS #39).

    python tools/make_lookalikes.py path/to/confusables.txt > secure_llm_guard/forms/lookalikes.txt

Kept are characters outside ASCII that look like ASCII and that NFKC does not already turn into it. Letters that are
drawn as plain letters but stand in no confusables row (small capitals, negative squared and circled letters, regional
indicators) are added by their names.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path

ROW = re.compile(r"^([0-9A-F]+) ;\t([0-9A-F ]+) ;\tMA\t")
NAMED = re.compile(
    r"(LATIN LETTER SMALL CAPITAL|NEGATIVE (?:SQUARED|CIRCLED) LATIN CAPITAL LETTER|REGIONAL INDICATOR SYMBOL LETTER)"
    r" ([A-Z])"
)


def main() -> None:
    source = Path(sys.argv[1]).read_text(encoding="utf-8-sig")
    version = re.search(r"^# Version: (\S+)", source, re.MULTILINE)
    if version is None:
        raise SystemExit("no version line: not a confusables.txt")
    table: dict[str, str] = {}
    for line in source.splitlines():
        row = ROW.match(line)
        if row:
            add(table, chr(int(row[1], 16)), "".join(chr(int(point, 16)) for point in row[2].split()))
    for code_point in range(0x80, sys.maxunicode):
        named = NAMED.fullmatch(unicodedata.name(chr(code_point), ""))
        if named:
            letter = named[2].lower() if named[1].endswith("SMALL CAPITAL") else named[2]
            table.setdefault(chr(code_point), letter)
    print(f"# Characters that look like ASCII; from confusables.txt of UTS #39, Unicode {version[1]}.")
    print("# Made by tools/make_lookalikes.py; do not edit.")
    print("# Copyright Unicode, Inc., under the Unicode License (https://www.unicode.org/license.txt).")
    for character in sorted(table):
        print(f"{ord(character):04X} {table[character]}")


def add(table: dict[str, str], character: str, lookalike: str) -> None:
    # Marks that stand on a letter are dropped by the skeleton itself.
    plain = "".join(part for part in lookalike if not unicodedata.combining(part))
    if character.isascii() or not plain.isascii() or not plain.strip():
        return
    if not unicodedata.normalize("NFKC", character).isascii():
        table[character] = plain


main()
