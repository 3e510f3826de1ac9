extension PresetTrial {
    private static let sum = "\"\"\"Sums.\"\"\"\n\n\ndef add(one, two):\n    \"\"\"Add.\"\"\"\n    return one + two\n"
    private static let test =
        "\"\"\"Tests.\"\"\"\n\nfrom sums import add\n\n\ndef test_add():\n    \"\"\"Adds.\"\"\"\n    assert add(1, 2) == 3\n"
    private static let tested = ["sums.py": sum, "test_sums.py": test]
    private static let wrong = ["test_sums.py": test + "\n\ndef test_wrong():\n    assert add(1, 1) == 3\n"]
    private static let untested = [
        "sums.py": sum + "\n\ndef other(one):\n    one += 1\n    one += 2\n    one += 3\n    return one\n"
    ]
    private static let query =
        "\"\"\"Queries.\"\"\"\n\n\ndef find(cursor, name):\n    return cursor.execute(\"SELECT * FROM t WHERE n = '%s'\" % name)\n"
    private static let branches = """
        def many(one):
            if one == 1:
                return 1
            if one == 2:
                return 2
            if one == 3:
                return 3
            if one == 4:
                return 4
            return 5

        """
    private static let long = (1...40).map { "    value_\($0) = one * \($0) + len(str(one)) - \($0 + 1)\n" }.joined()

    static let python: [PresetTrial] = [
        PresetTrial(preset: "pytest", needs: ["pytest"], files: tested, dirty: wrong, says: "test_wrong"),
        PresetTrial(
            preset: "pytest-cov",
            needs: ["pytest", "coverage"],
            files: tested,
            dirty: untested,
            says: "sums.py:10",
            gate: coverage
        ),
        PresetTrial(
            preset: "coverage.py",
            needs: ["pytest", "coverage"],
            files: tested,
            dirty: untested,
            says: "sums.py:10",
            gate: coverage
        ),
        PresetTrial(
            preset: "ruff",
            needs: ["ruff"],
            files: tested,
            dirty: ["bad.py": "import os\n"],
            says: "bad.py:1",
            step: ", arguments: [--isolated, '--select=E9,F']",
            gate: linting
        ),
        PresetTrial(
            preset: "pylint",
            needs: ["pylint"],
            files: ["sums.py": sum],
            dirty: ["bad.py": "print(missing)\n"],
            says: "bad.py:1",
            gate: linting
        ),
        PresetTrial(
            preset: "bandit",
            needs: ["bandit"],
            files: ["sums.py": sum],
            dirty: ["query.py": query],
            says: "query.py:5",
            gate: injection
        ),
        PresetTrial(
            preset: "semgrep",
            needs: ["semgrep"],
            files: [
                "sums.py": sum,
                "rules/sql.yml": """
                rules:
                  - id: sql
                    pattern: $C.execute(... % ...)
                    message: a query made of text
                    languages: [python]
                    severity: ERROR
                    metadata: {cwe: "CWE-89: SQL injection"}

                """,
            ],
            dirty: ["query.py": query],
            says: "query.py:5",
            step: ", arguments: [--config=rules]",
            gate: injection
        ),
        PresetTrial(
            preset: "detect-secrets",
            needs: ["detect-secrets"],
            files: ["sums.py": sum],
            dirty: ["key.py": "KEY = \"AKIAIOSFODNN7EXAMPLE\"\n"],
            says: "key.py:1",
            gate: secrets
        ),
        PresetTrial(
            preset: "lizard",
            needs: ["lizard"],
            files: ["sums.py": sum],
            dirty: ["many.py": branches],
            says: "many.py:1",
            gate: complexity
        ),
        PresetTrial(
            preset: "jscpd",
            needs: ["jscpd"],
            files: ["sums.py": sum, "one.py": "def one(one):\n" + long],
            dirty: ["two.py": "def two(one):\n" + long],
            says: "duplication.threshold",
            gate: duplication
        ),
        PresetTrial(
            preset: "interrogate",
            needs: ["interrogate"],
            files: ["sums.py": sum],
            dirty: ["bare.py": "def bare():\n    return 1\n"],
            says: "bare",
            gate: documentation
        ),
    ]
}
