"""Writes THIRD-PARTY.md from target/bom.json, which `mvn -Prelease package` makes."""
import json, pathlib

root = pathlib.Path(__file__).resolve().parent.parent
bom = json.loads((root / "target/bom.json").read_text())


def licence(component):
    names = []
    for entry in component.get("licenses", []):
        one = entry.get("license", {})
        names.append(one.get("id") or one.get("name") or entry.get("expression", ""))
    return " or ".join(dict.fromkeys(n for n in names if n)) or "not told"


rows = sorted(
    {
        (f"{c.get('group', '')}:{c['name']}", c["version"], licence(c))
        for c in bom["components"]
        if c.get("group") != "cortado"
    }
)
lines = [
    "# Libraries that come with Cortado",
    "",
    "Written by `scripts/third_party.py` from the bill of materials that `mvn -Prelease package` makes.",
    "plotly.js, of which a build is among the resources, is under the MIT licence.",
    "",
    "| library | version | licence |",
    "|---|---|---|",
    *(f"| `{name}` | {version} | {text} |" for name, version, text in rows),
]
(root / "THIRD-PARTY.md").write_text("\n".join(lines) + "\n")
print(f"{len(rows)} libraries")
