import Selection
import Testing

@Suite("what other tools tell of tests")
struct SupplementTests {
    private func text(_ text: String) -> [UInt8] { [0, UInt8(text.utf8.count)] + Array(text.utf8) }

    private func session(_ id: String) -> [UInt8] { [0x10] + text(id) + [UInt8](repeating: 0, count: 16) }

    private func probes(_ name: String, _ bits: [UInt8], count: UInt8 = 9) -> [UInt8] {
        [0x11] + [UInt8](repeating: 7, count: 8) + text(name) + [count] + bits
    }

    private let header: [UInt8] = [0x01, 0xC0, 0xC0, 0x10, 0x07]

    @Test("each session of JaCoCo reaches the classes with a probe that was hit")
    func sessions() throws {
        var bytes = header + session("acme.PayTest") + probes("acme/Pay", [1, 0]) + probes("acme/Tax", [0, 0])
        bytes += header + session("acme.TaxTest") + probes("acme/Tax", [0, 1])
        #expect(JaCoCoSessions.read(bytes) == ["acme.PayTest": ["acme/Pay"], "acme.TaxTest": ["acme/Tax"]])
        #expect(JaCoCoSessions.read(header) == [:])
    }

    @Test("an exec file that is cut within a block, or holds another block, tells nothing")
    func cut() {
        let bytes = header + session("a") + probes("b", [1, 0])
        let ends = [0, header.count, header.count + session("a").count, bytes.count]
        for end in 0...bytes.count where !ends.contains(end) {
            #expect(JaCoCoSessions.read(Array(bytes[..<end])) == nil)
        }
        #expect(JaCoCoSessions.read(header + [0x22]) == nil && JaCoCoSessions.read(Array("TN:".utf8)) == nil)
    }

    @Test("a test program of Go depends on the files of every package that it is made of")
    func packages() {
        let package = { (path: String, folder: String, tests: [String], dependencies: [String]) in
            GoPackages.Package(
                path: path,
                folder: folder,
                files: ["\(path.split(separator: "/").last ?? "").go"],
                tests: tests,
                dependencies: dependencies
            )
        }
        let covered = GoPackages(
            [
                package("fmt", "/usr/go/fmt", [], []), package("acme/tax", "/p/tax", ["tax_test.go"], ["fmt"]),
                package("acme/pay", "/p/pay", ["pay_test.go"], ["acme/tax", "fmt"]),
                GoPackages.Package(
                    path: "acme/pay.test",
                    folder: "/p/pay",
                    files: ["_testmain.go"],
                    tests: [],
                    dependencies: ["acme/pay [acme/pay.test]", "acme/tax", "fmt"]
                ),
            ],
            root: "/p"
        ).covered
        #expect(covered["tax/tax.go"] == ["acme/pay", "pay", "pay/pay_test.go"])
        #expect(covered["pay/pay_test.go"]?.contains("pay") == true)
        #expect(Set(covered.keys) == ["tax/tax.go", "pay/pay.go", "pay/pay_test.go"])
    }
}
