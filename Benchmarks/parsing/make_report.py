#!/usr/bin/env python3
"""Writes one large report of a given format, or a folder of many small ones, as real tools write them.

usage: make_report.py FORMAT FILE BYTES     (junit, cobertura, jacoco, lcov, istanbul, sarif, go-test-json)
       make_report.py mix FOLDER FILES BYTES     (BYTES is the sum; a project of sources lies in FOLDER/project)
The content depends on nothing but the arguments: the same bytes on every machine.
"""
import json
import os
import sys

WORDS = "order user token cart price stock session invoice refund search upload quota tenant mail queue cache".split()
#: Source files of the product that coverage speaks of.
SOURCES = 4_000


def word(number: int) -> str:
    return WORDS[number % len(WORDS)]


def source(number: int, suffix: str) -> str:
    """The path of a source file; its lines are `lines(number)`, those of every repository alike."""
    part, number = divmod(number, SOURCES)
    root = f"packages/part{part}/src" if part else "src"
    return f"{root}/{word(number)}/{word(number // 7)}_{number % 97}/{word(number * 3 + 1).title()}Service{number}.{suffix}"


def lines(number: int):
    """(line, hits, branches, branches taken) of each coverable line of a source file."""
    line = 8
    number %= SOURCES
    for step in range(90 + number * 37 % 140):
        mixed = (number * 2654435761 + step * 40503) >> 7
        line += 1 + (mixed % 11 == 0) + (mixed % 5 == 0) * 2
        hits = 0 if mixed // 8 % 6 == 0 else 1 + mixed % 900
        branches = 2 if mixed % 9 == 0 else 4 if mixed % 53 == 0 else 0
        yield line, hits, branches, 0 if hits == 0 else max(1, mixed % (branches + 1)) if branches else 0


def methods(number: int):
    """(name, the lines of the body) of each method of a source file."""
    found = list(lines(number))
    for index, start in enumerate(range(0, len(found), 12)):
        yield f"{word(number + index)}{word(index * 5).title()}{index}", found[start : start + 12]


class JUnit:
    @staticmethod
    def unit(number: int) -> str:
        suite = f"com.example.studio.{word(number)}.module{number % 97}.{word(number // 3).title()}PipelineTest{number}"
        cases = "".join(JUnit.case(suite, number * 250 + index) for index in range(250))
        return (
            f'  <testsuite name="module {number % 97} &amp; friends"><testsuite name="{suite}" tests="250" '
            f'timestamp="2026-05-04T10:{number % 60:02}:00" hostname="ci-{number % 12}">\n{cases}  </testsuite></testsuite>\n'
        )

    @staticmethod
    def case(suite: str, number: int) -> str:
        name = f"keeps_the_meaning_of_a_long_prompt_through_stage_{number % 1000}_with_input_{number}"
        head = f'    <testcase classname="{suite}" name="{name}" time="{(number * 7919 % 5000) / 1000:.3f}"'
        if number % 500 == 3:
            return (
                f'{head}>\n      <failure message="expected &lt;{number}&gt; but was &lt;{number + 1}&gt;" '
                f'type="java.lang.AssertionError">java.lang.AssertionError: values differ\n'
                f"\tat {suite}.check({suite.rsplit('.', 1)[1]}.java:{number % 400})\n</failure>\n    </testcase>\n"
            )
        if number % 1000 == 7:
            return f'{head}>\n      <error message="connection refused" type="java.io.IOException"/>\n    </testcase>\n'
        if number % 200 == 11:
            return f'{head}>\n      <skipped message="needs a GPU"/>\n    </testcase>\n'
        if number % 10 == 5:
            return f"{head}>\n      <system-out>warmed up in {number % 90} ms\n</system-out>\n    </testcase>\n"
        return f"{head}/>\n"

    @staticmethod
    def document(numbers, units: list[str]) -> tuple[str, str]:
        return '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="studio">\n', "</testsuites>\n"


class Cobertura:
    @staticmethod
    def line(entry) -> str:
        line, hits, branches, taken = entry
        if not branches:
            return f'            <line number="{line}" hits="{hits}"/>\n'
        share = taken * 100 // branches
        return (
            f'            <line number="{line}" hits="{hits}" branch="true" '
            f'condition-coverage="{share}% ({taken}/{branches})"><conditions>'
            f'<condition number="0" type="jump" coverage="{share}%"/></conditions></line>\n'
        )

    @staticmethod
    def unit(number: int) -> str:
        path = source(number, "py")
        inside = "".join(
            f'          <method name="{name}" signature="(self, x: List&lt;int&gt;)" line-rate="0.83" branch-rate="0.5">'
            f"<lines>\n{''.join(map(Cobertura.line, body))}          </lines></method>\n"
            for name, body in methods(number)
        )
        rows = "".join(map(Cobertura.line, lines(number)))
        return (
            f'      <class name="{path.rsplit("/", 1)[1]}" filename="{path}" complexity="0" line-rate="0.8333" '
            f'branch-rate="0.5">\n        <methods>\n{inside}        </methods>\n        <lines>\n{rows}'
            f"        </lines>\n      </class>\n"
        )

    @staticmethod
    def document(numbers, units: list[str]) -> tuple[str, str]:
        valid = covered = branches = taken = 0
        for number in numbers:
            for _, hits, count, reached in lines(number):
                valid, covered, branches, taken = valid + 1, covered + (hits > 0), branches + count, taken + reached
        return (
            f'<?xml version="1.0" ?>\n<coverage version="7.6.1" timestamp="1777888000000" lines-valid="{valid}" '
            f'lines-covered="{covered}" line-rate="{covered / valid:.4f}" branches-valid="{branches}" '
            f'branches-covered="{taken}" branch-rate="{taken / max(branches, 1):.4f}" complexity="0">\n'
            "  <sources>\n    <source>.</source>\n  </sources>\n"
            '  <packages>\n    <package name="src" line-rate="0.8" branch-rate="0.5" complexity="0">\n    <classes>\n'
        ), "    </classes>\n    </package>\n  </packages>\n</coverage>\n"


class JaCoCo:
    @staticmethod
    def counters(kinds) -> str:
        return "".join(f'<counter type="{kind}" missed="{missed}" covered="{hit}"/>' for kind, missed, hit in kinds)

    @staticmethod
    def unit(number: int) -> str:
        # A class of its own in every unit: JaCoCo names each source file once.
        rows, name = list(lines(number)), f"{word(number * 3 + 1).title()}Service{number}"
        package = f"com/example/{word(number)}/{word(number // 7)}{number}"
        inside, hit_methods, count = [], 0, 0
        for method, body in methods(number):
            hit = sum(1 for entry in body if entry[1])
            hit_methods, count = hit_methods + (hit > 0), count + 1
            kinds = [("INSTRUCTION", 5 * (len(body) - hit), 5 * hit), ("LINE", len(body) - hit, hit)]
            kinds += [("COMPLEXITY", 1, 2), ("METHOD", int(hit == 0), int(hit > 0))]
            inside.append(
                f'<method name="{method}" desc="(Ljava/util/List&lt;Ljava/lang/String;&gt;;)V" line="{body[0][0]}">'
                f"{JaCoCo.counters(kinds)}</method>"
            )
        listed = "".join(
            f'<line nr="{line}" mi="{0 if hits else 5}" ci="{5 if hits else 0}" mb="{branches - taken}" cb="{taken}"/>'
            for line, hits, branches, taken in rows
        )
        hit = sum(1 for entry in rows if entry[1])
        kinds = [("INSTRUCTION", 5 * (len(rows) - hit), 5 * hit), ("LINE", len(rows) - hit, hit)]
        branches, taken = sum(entry[2] for entry in rows), sum(entry[3] for entry in rows)
        kinds += [("BRANCH", branches - taken, taken)] if branches else []
        kinds += [("METHOD", count - hit_methods, hit_methods)]
        totals = JaCoCo.counters(kinds)
        return (
            f'<package name="{package}"><class name="{package}/{name}" sourcefilename="{name}.java">{"".join(inside)}'
            f'{totals}</class><sourcefile name="{name}.java">{listed}{totals}</sourcefile>{totals}</package>'
        )

    @staticmethod
    def document(numbers, units: list[str]) -> tuple[str, str]:
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><!DOCTYPE report PUBLIC "-//JACOCO//DTD Report '
            '1.1//EN" "report.dtd"><report name="studio"><sessioninfo id="ci-1" start="1777888000000" '
            'dump="1777888100000"/>'
        ), "</report>"


class LCOV:
    @staticmethod
    def unit(number: int) -> str:
        rows = list(lines(number))
        text = [f"TN:\nSF:{source(number, 'ts')}\n"]
        named = list(methods(number))
        text += [f"FN:{body[0][0]},{name}\n" for name, body in named]
        text += [f"FNDA:{body[0][1]},{name}\n" for name, body in named]
        text.append(f"FNF:{len(named)}\nFNH:{sum(1 for _, body in named if body[0][1])}\n")
        text += [f"DA:{line},{hits}\n" for line, hits, _, _ in rows]
        text.append(f"LF:{len(rows)}\nLH:{sum(1 for row in rows if row[1])}\n")
        for line, hits, branches, taken in rows:
            text += [f"BRDA:{line},0,{arm},{'-' if not hits else int(arm < taken)}\n" for arm in range(branches)]
        branches, taken = sum(row[2] for row in rows), sum(row[3] for row in rows)
        text.append(f"BRF:{branches}\nBRH:{taken}\nend_of_record\n")
        return "".join(text)

    @staticmethod
    def document(numbers, units: list[str]) -> tuple[str, str]:
        return "", ""


class Istanbul:
    @staticmethod
    def unit(number: int) -> str:
        path = f"/home/ci/app/{source(number, 'tsx')}"
        rows, named = list(lines(number)), list(methods(number))

        def place(line: int, wide: int = 40):
            return {"start": {"line": line, "column": 4}, "end": {"line": line, "column": wide}}

        branches = [row for row in rows if row[2]]
        value = {
            "path": path,
            "statementMap": {str(index): place(row[0]) for index, row in enumerate(rows)},
            "fnMap": {
                str(index): {"name": name, "decl": place(body[0][0]), "loc": place(body[0][0], 60), "line": body[0][0]}
                for index, (name, body) in enumerate(named)
            },
            "branchMap": {
                str(index): {"loc": place(row[0]), "type": "cond-expr", "locations": [place(row[0])] * row[2], "line": row[0]}
                for index, row in enumerate(branches)
            },
            "s": {str(index): row[1] for index, row in enumerate(rows)},
            "f": {str(index): body[0][1] for index, (_, body) in enumerate(named)},
            "b": {str(index): [int(arm < row[3]) for arm in range(row[2])] for index, row in enumerate(branches)},
        }
        return f'"{path}": {json.dumps(value, separators=(",", ":"))}'

    @staticmethod
    def document(numbers, units: list[str]) -> tuple[str, str]:
        units[:] = [",\n".join(units)]
        return "{", "\n}\n"


class SARIF:
    RULES = 300

    @staticmethod
    def unit(number: int) -> str:
        rule = number * 31 % SARIF.RULES
        line = number * 17 % 900 + 1
        result = {
            "ruleId": f"js/{word(rule)}-{rule}",
            "ruleIndex": rule,
            "rule": {"id": f"js/{word(rule)}-{rule}", "index": rule},
            "message": {"text": f"This path depends on a [user-provided value](1): \"{word(number)}\" is not checked."},
            "locations": [SARIF.place(number, line)],
            "partialFingerprints": {
                "primaryLocationLineHash": f"{number * 2654435761 % (1 << 64):016x}:1",
                "primaryLocationStartColumnFingerprint": str(number % 60),
            },
            "relatedLocations": [SARIF.place(number + 9, line // 2 + 1) | {"id": 1}],
        }
        if number % 3 == 0:
            steps = [{"location": SARIF.place(number + step, line + step)} for step in range(4)]
            result["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
        if number % 41 == 0:
            result["suppressions"] = [{"kind": "inSource", "status": "accepted"}]
        return json.dumps(result, indent=1)

    @staticmethod
    def place(number: int, line: int):
        return {
            "physicalLocation": {
                "artifactLocation": {"uri": source(number % SOURCES, "js"), "uriBaseId": "%SRCROOT%", "index": number % SOURCES},
                "region": {"startLine": line, "startColumn": 12, "endColumn": 47},
            }
        }

    @staticmethod
    def document(numbers, units: list[str]) -> tuple[str, str]:
        rules = [
            {
                "id": f"js/{word(rule)}-{rule}",
                "shortDescription": {"text": f"Unchecked {word(rule)} data in a path"},
                "defaultConfiguration": {"level": ["error", "warning", "note"][rule % 3]},
                "properties": {
                    "tags": ["security", f"external/cwe/cwe-{[22, 79, 89, 798][rule % 4]}"],
                    "security-severity": f"{rule % 100 / 10}",
                },
            }
            for rule in range(SARIF.RULES if len(units) > 1_000 else 40)
        ]
        driver = {"name": "CodeQL", "semanticVersion": "2.17.0", "rules": rules}
        artifacts = [{"location": {"uri": source(number, "js"), "uriBaseId": "%SRCROOT%", "index": number}} for number in range(200)]
        units[:] = [",\n".join(units)]
        return (
            '{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [\n{"tool": '
            f'{json.dumps({"driver": driver})},\n"artifacts": {json.dumps(artifacts)},\n"results": [\n'
        ), "\n]}]}\n"


class GoTest:
    @staticmethod
    def unit(number: int) -> str:
        package = f"example.com/studio/{word(number)}/internal/part{number}"
        events = [GoTest.event(number, 0, "start", package)]
        for index in range(60):
            test = f"Test{word(number + index).title()}Keeps{word(index * 3).title()}{index}"
            failed = (number * 60 + index) % 500 == 7
            at = index * 6
            events.append(GoTest.event(number, at + 1, "run", package, test))
            events.append(GoTest.event(number, at + 2, "output", package, test, f"=== RUN   {test}\n"))
            text = f'    {word(index)}_test.go:{index + 40}: got "{number}", want <nil>\n'
            events.append(GoTest.event(number, at + 3, "output", package, test, text))
            verdict = "FAIL" if failed else "PASS"
            events.append(GoTest.event(number, at + 4, "output", package, test, f"--- {verdict}: {test} (0.0{index % 10}s)\n"))
            end = GoTest.event(number, at + 5, "fail" if failed else "pass", package, test)
            events.append(end[:-2] + f',"Elapsed":0.0{index % 10}' + "}\n")
        failed = any((number * 60 + index) % 500 == 7 for index in range(60))
        events.append(GoTest.event(number, 400, "output", package, None, f"{'FAIL' if failed else 'ok'}\t{package}\t0.412s\n"))
        events.append(GoTest.event(number, 401, "fail" if failed else "pass", package)[:-2] + ',"Elapsed":0.412}\n')
        return "".join(events)

    @staticmethod
    def event(number, at, action, package, test=None, output=None) -> str:
        value = {"Time": f"2026-05-04T10:{number % 60:02}:{at % 60:02}.{at * 7919 % 1000000:06}Z", "Action": action, "Package": package}
        if test:
            value["Test"] = test
        if output:
            value["Output"] = output
        return json.dumps(value, separators=(",", ":")) + "\n"

    @staticmethod
    def document(numbers, units: list[str]) -> tuple[str, str]:
        return "", ""


FORMATS = {
    "junit": (JUnit, "xml"), "cobertura": (Cobertura, "xml"), "jacoco": (JaCoCo, "xml"), "lcov": (LCOV, "info"),
    "istanbul": (Istanbul, "json"), "sarif": (SARIF, "sarif"), "go-test-json": (GoTest, "json"),
}  # fmt: skip
#: Of 40 files of a mix, how many are of which format.
SHARES = {"junit": 16, "cobertura": 8, "lcov": 6, "sarif": 5, "go-test-json": 5}


def write(format: str, path: str, size: int, first: int = 0) -> int:
    """Writes a report of about `size` bytes from unit `first` on; returns the number of the next unit."""
    maker, written, number, units = FORMATS[format][0], 0, first, []
    while written < size or not units:
        units.append(maker.unit(number))
        written += len(units[-1])
        number += 1
    head, tail = maker.document(range(first, number), units)
    with open(path, "w", encoding="utf-8", newline="\n") as output:
        output.write(head)
        output.writelines(units)
        output.write(tail)
    return number


def project(folder: str) -> None:
    """The sources that the coverage reports of a mix name: empty files, as only their names are asked for."""
    for number in range(SOURCES + 200):
        for suffix in ["py", "ts", "js"]:
            path = f"{folder}/{source(number, suffix)}"
            os.makedirs(os.path.dirname(path), exist_ok=True)
            open(path, "w").close()


def mix(folder: str, files: int, size: int) -> None:
    project(f"{folder}/project")
    order = [format for format, share in SHARES.items() for _ in range(share)]
    following = dict.fromkeys(SHARES, 0)
    os.makedirs(f"{folder}/project/reports")
    for index in range(files):
        # 7 and 40 have no common factor: the formats take turns.
        format = order[index * 7 % len(order)]
        path = f"{folder}/project/reports/{index:05}-{format}.{FORMATS[format][1]}"
        # Several suites run the same sources: their coverage names the same files again.
        first = following[format] % SOURCES if format in ("cobertura", "lcov") else following[format]
        following[format] = write(format, path, size // files, first)


def main() -> None:
    if len(sys.argv) == 5 and sys.argv[1] == "mix":
        mix(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    elif len(sys.argv) == 4 and sys.argv[1] in FORMATS:
        write(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
