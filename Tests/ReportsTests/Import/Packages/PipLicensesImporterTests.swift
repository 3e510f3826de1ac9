import Core
import Reports
import Testing

@Suite struct PipLicensesImporterTests {
    @Test("JSON and CSV alike; UNKNOWN is no licence, several are each a licence of its own")
    func both() {
        let json = #"""
            [{"License": "MIT License", "Name": "PyYAML", "Version": "6.0"},
            {"License": "Apache Software License; BSD License", "Name": "x", "Version": "1"},
            {"License": "UNKNOWN", "Name": "y", "Version": "2"}]
            """#
        let csv = """
            "Name","Version","License"
            "PyYAML","6.0","MIT License"
            "x","1","Apache Software License; BSD License"
            "y","2","UNKNOWN"

            """
        let expected = ["PyYAML 6.0|MIT License||", "x 1|Apache Software License & BSD License||", "y 2|||"]
        #expect(entries(json, "pip-licenses") == expected)
        #expect(entries(csv, "pip-licenses") == expected)
    }

    @Test("of `--from=all` the most exact column counts")
    func columns() {
        let json = #"""
            [{"License-Classifier": "MIT License", "License-Expression": "MIT", "License-Metadata": "mit", "Name": "a",
            "Version": "1"}, {"License-Classifier": "BSD License", "License-Expression": "UNKNOWN", "Name": "b",
            "Version": "1"}]
            """#
        #expect(entries(json, "pip-licenses") == ["a 1|MIT||", "b 1|BSD License||"])
    }

    @Test("an empty list is read where the format is named, and lists no package")
    func empty() {
        let report = imported("[]", format: "pip-licenses")
        #expect(report.packages == PackageInventory())
        #expect(report.notes == ["lists no package"])
        #expect(imported("[]").status == .error)
    }

    @Test("what is something else, or cut short, is refused")
    func refused() {
        expectRefused(
            [
                "{}", #"[{"Name": "a"}]"#, #"[1]"#, "\"Name\",\"Version\",\"License\"\n\"a\",\"1\"\n",
                "\"Name\",\"Version\",\"License\"\n\"a\",\"1\",\"MI", "x\n",
            ],
            "pip-licenses"
        )
    }
}
