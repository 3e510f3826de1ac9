import Core
import Criteria
import Testing

@Suite("Tightening")
struct TighteningTests {
    private func gate(_ phrase: String, _ change: (inout Gate) -> Void = { _ in }) throws -> Gate {
        let definition = try #require(Catalogue.definition(of: .coverage, path: "overall.threshold"))
        let criterion = try Catalogue.criterion(definition, path: "overall.threshold", written: phrase)
        var gate = Gate(id: .coverage, criteria: [criterion])
        change(&gate)
        return gate
    }

    @Test(
        "more of the same is at least as much; less, or another thing, is not",
        arguments: [
            (">= 80%", ">= 80%", true), (">= 80%", ">= 90%", true), (">= 80%", "> 80%", true),
            ("> 80%", ">= 80%", false),
            (">= 80%", ">= 79%", false), (">= 80%", "90%", true), (">= 80%", ">= baseline", false),
        ]
    )
    func phrases(_ old: String, _ new: String, isFine: Bool) throws {
        let complaints = try Tightening.complaints([gate(new)], over: [gate(old)])
        #expect(complaints.isEmpty == isFine, "\(complaints)")
    }

    @Test("a gate that goes, that no longer blocks or may be bypassed, and fewer samples are less")
    func parts() throws {
        let old = try gate(">= 80%") { $0.criteria[0].qualifiers.minSamples = 10 }
        #expect(Tightening.complaints([], over: [old]).count == 1)
        var changed = old
        (changed.blocking, changed.bypassAllowed) = (false, true)
        #expect(Tightening.complaints([changed], over: [old]).count == 2)
        changed = old
        changed.criteria[0].qualifiers.minSamples = 9
        #expect(Tightening.complaints([changed], over: [old]).count == 1)
        changed.criteria[0].qualifiers.minSamples = 11
        #expect(Tightening.complaints([changed], over: [old]).isEmpty)
    }
}
