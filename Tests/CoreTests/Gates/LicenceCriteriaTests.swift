import Core
import Criteria
import Testing

@Suite("Licences as evidence")
struct LicenceCriteriaTests {
    private func inventory(_ entries: [PackageInventory.Entry], path: String = "sbom.json") -> Report {
        var report = Report(path: path, format: "cyclonedx-json")
        report.packages = PackageInventory(entries: entries)
        return report
    }

    private func judged(_ reports: [Report], _ policy: LicensePolicy?) throws -> CellVerdict {
        let criterion = try Given.criterion(.security, "dependency_scan.license_compliance", "compliant")
        let gate = Gate(id: .security, criteria: [criterion], licensePolicy: policy)
        return Given.judge(criterion, .security, reports, project: Project(gates: [gate])).cells[0]
    }

    private let mit = PackageInventory.Entry(name: "a", version: "1", licences: ["MIT"])

    @Test("packages that the policy accepts pass, and the count of packages is the sample")
    func accepted() throws {
        let cell = try judged([inventory([mit])], LicensePolicy(allow: ["MIT"]))
        #expect(cell.judgement.verdict == .pass)
        #expect(cell.judgement.measurements.first?.samples == 1)
    }

    @Test("a package outside of the policy, without a licence, or with an unknown text fails and is named")
    func violations() throws {
        let entries = [
            mit, PackageInventory.Entry(name: "b", version: "2", licences: ["GPL-3.0-only"]),
            PackageInventory.Entry(name: "c"), PackageInventory.Entry(name: "d", licences: ["MIT", "See file"]),
        ]
        let cell = try judged([inventory(entries)], LicensePolicy(allow: ["MIT"]))
        #expect(cell.judgement.verdict == .fail)
        let measured = try #require(cell.judgement.measurements.first)
        #expect(measured.value == 3)
        #expect(measured.samples == 4)
        #expect(measured.offenders.map(\.name) == ["b 2", "c", "d"])
        #expect(measured.offenders.first?.detail == "GPL-3.0-only is not on the allow list")
    }

    @Test("without a policy nothing is judged, and the reason says how to write one")
    func noPolicy() throws {
        let cell = try judged([inventory([mit])], nil)
        #expect(cell.judgement.verdict == .notEvaluated)
        #expect(cell.judgement.reason?.contains("license_policy: {allow:") == true)
    }

    @Test("an inventory that lists no package proves nothing: the project itself, files and devices are none")
    func empty() throws {
        let entries = [
            PackageInventory.Entry(name: "shop", licences: ["MIT"], isRoot: true),
            PackageInventory.Entry(name: "x.txt", kind: "file"),
        ]
        for report in [inventory([]), inventory(entries)] {
            #expect(try judged([report], LicensePolicy(allow: ["MIT"])).judgement.verdict == .notEvaluated)
        }
        let everything = LicensePolicy(allow: ["MIT"], ignore: [.init(package: "*", reason: "r")])
        #expect(try judged([inventory([mit])], everything).judgement.verdict == .notEvaluated)
    }

    @Test("ignored packages are left out with their reason, and an exemption that nothing needs is told of")
    func ignored() throws {
        let entries = [mit, PackageInventory.Entry(name: "b", version: "2", purl: "pkg:npm/b@2")]
        for pattern in ["b", "b@2", "pkg:npm/b@*"] {
            let policy = LicensePolicy(
                allow: ["MIT"],
                ignore: [.init(package: pattern, reason: "ours"), .init(package: "gone", reason: "r")]
            )
            let cell = try judged([inventory(entries)], policy)
            #expect(cell.judgement.verdict == .pass)
            #expect(
                cell.judgement.measurements.first?.notes == [
                    "ignored: \(pattern), 1 package (ours)", "ignored without need: no package is called gone",
                ]
            )
        }
    }

    @Test("several inventories are one: a licence that only one states counts, and a bad one is not hidden")
    func merged() throws {
        let bare = PackageInventory.Entry(name: "A", version: "1")
        let policy = LicensePolicy(allow: ["MIT"])
        let both = try judged([inventory([bare]), inventory([mit], path: "pip.json")], policy)
        #expect(both.judgement.verdict == .pass)
        #expect(both.judgement.measurements.first?.samples == 1)
        let bad = PackageInventory.Entry(name: "a", version: "1", licences: ["GPL-3.0-only"])
        #expect(try judged([inventory([mit]), inventory([bad])], policy).judgement.verdict == .fail)
    }

    @Test("the metric that a report states by name still counts")
    func stated() throws {
        let report = Given.metric("dependency_scan.license_violations", 2, .count)
        #expect(try judged([report], nil).judgement.verdict == .fail)
    }
}
