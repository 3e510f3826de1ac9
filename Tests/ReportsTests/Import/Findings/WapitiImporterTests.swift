import Core
import Reports
import Testing

@Suite struct WapitiImporterTests {
    private func text(_ vulnerabilities: String, pages: Int = 3) -> String {
        #"""
        {"classifications": {"SQL Injection": {"desc": "", "ref": {"OWASP": "https://owasp.org/cwe-1",
        "CWE-89: Improper": "https://cwe.mitre.org/data/definitions/89.html"}}, "Backup file": {"ref": {}}},
        "vulnerabilities": {"SQL Injection": [\#(vulnerabilities)], "Backup file": []},
        "anomalies": {"Internal Server Error": [{"method": "POST", "path": "/pay", "info": "it fell", "level": 4}]},
        "additionals": {"Fingerprint": [{"method": "GET", "path": "/", "info": "nginx", "level": 0}]},
        "infos": {"version": "Wapiti 3.2.3", "crawled_pages_nbr": \#(pages)}}
        """#
    }

    @Test("a finding has its endpoint, and the weaknesses that its category refers to")
    func found() throws {
        let entry = #"{"method": "GET", "path": "/a", "info": "by q", "level": 3, "parameter": "q", "wstg": ["x"]}"#
        #expect(
            findings(text(entry), "wapiti") == [
                "SQL Injection|error|high||GET /a: by q|CWE-89|",
                "Internal Server Error|error|critical||POST /pay: it fell||", "Fingerprint|note|info||GET /: nginx||",
            ]
        )
        let scan = try #require(scans(text(entry), "wapiti").first)
        #expect(scan.version == "3.2.3")
        #expect(scan.filesExamined == 3)
    }

    @Test("categories that are explained are no rules that ran")
    func rules() throws {
        let scan = try #require(scans(text(""), "wapiti").first)
        #expect(scan.rules.map(\.id) == ["wapiti", "Internal Server Error", "Fingerprint"])
        #expect(scan.rules.allSatisfy { $0.cwe.isEmpty })
    }

    @Test("an attack on no page has examined nothing")
    func idle() { #expect(imported(text("", pages: 0)).warnings == ["crawled no page: nothing was examined"]) }

    @Test("what is something else is refused")
    func refused() {
        expectRefused(
            [
                "{}", #"{"vulnerabilities": {}, "anomalies": {}, "additionals": {}, "infos": {}}"#,
                #"{"vulnerabilities": [], "infos": {"crawled_pages_nbr": 1}}"#, text("7"),
            ],
            "wapiti"
        )
    }
}
