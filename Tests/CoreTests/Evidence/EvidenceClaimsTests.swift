import Core
import Testing

@Suite("Whose evidence a file is")
struct EvidenceClaimsTests {
    private func stamp(_ inode: UInt64, changed: Int64 = 1) -> FileStamp {
        FileStamp(device: 1, inode: inode, size: 10, modified: 1, changed: changed)
    }

    private func tries(_ states: [String: FileStamp]...) -> StepTries {
        var tries = StepTries(before: states[0])
        for state in states.dropFirst() { tries.ended(state) }
        return tries
    }

    @Test("a file is written by the last try that made or changed it, whatever its time")
    func writer() {
        let old = stamp(1)
        #expect(tries([:], ["a": old]).writer(of: "a") == 1)
        #expect(tries(["a": old], ["a": old]).writer(of: "a") == nil)
        #expect(tries(["a": old], ["a": stamp(1, changed: 2)]).writer(of: "a") == 1)
        #expect(tries(["a": old], ["a": stamp(2)]).writer(of: "a") == 1)
        let twice = tries([:], ["a": old], ["a": old, "b": stamp(2)])
        #expect(twice.writer(of: "a") == 1)
        #expect(twice.writer(of: "b") == 2)
        #expect(twice.written == ["b"])
        #expect(tries(["a": old], [:]).writer(of: "a") == nil)
        var linked = old
        linked.link = FileStamp.Link(inode: 9, changed: 9)
        #expect(tries(["a": old], ["a": linked]).writer(of: "a") == 1)
    }

    @Test("a wide pattern of a later step that matches an earlier step's file, unchanged, is no claim")
    func laterGlob() {
        var claims = EvidenceClaims()
        let (first, second) = (stamp(1), stamp(2))
        claims.started("unit", [Glob("r/*.xml")], before: [:])
        #expect(claims.claim("r/u.xml", by: "unit", tries([:], ["r/u.xml": first])) == .own(try: 1))
        claims.ended("unit")
        claims.started("api", [Glob("r/*.xml")], before: ["r/u.xml": first])
        let states = tries(["r/u.xml": first], ["r/u.xml": first, "r/a.xml": second])
        #expect(claims.claim("r/u.xml", by: "api", states) == .ofAnother("unit"))
        #expect(claims.claim("r/a.xml", by: "api", states) == .own(try: 1))
    }

    @Test("a file that two steps wrote one after the other is disputed, and both are named")
    func rewritten() {
        var claims = EvidenceClaims()
        claims.started("a", [Glob("r.xml")], before: [:])
        _ = claims.claim("r.xml", by: "a", tries([:], ["r.xml": stamp(1)]))
        claims.ended("a")
        claims.started("b", [Glob("r.xml")], before: ["r.xml": stamp(1)])
        let states = tries(["r.xml": stamp(1)], ["r.xml": stamp(1, changed: 5)])
        #expect(claims.claim("r.xml", by: "b", states) == .disputed(["b", "a"]))
    }

    @Test(
        "of steps that run side by side the one that names a file has it; where none does, it cannot be told",
        arguments: [
            ("r/u.xml", "r/*.xml", EvidenceClaims.Answer.own(try: 1), EvidenceClaims.Answer.ofAnother("u")),
            ("r/*.xml", "r/*.xml", .disputed(["u", "i"]), .ofAnother("u")),
            ("r/u.xml", "r/u.xml", .disputed(["u", "i"]), .ofAnother("u")),
            ("r/*.xml", "r/u.xml", .ofAnother("i"), .own(try: 1)),
            ("r/*.xml", "q/*.xml", .own(try: 1), .ofAnother("u")),
        ]
    )
    func parallel(
        unit: String,
        integration: String,
        first: EvidenceClaims.Answer,
        second: EvidenceClaims.Answer
    ) {
        var claims = EvidenceClaims()
        claims.started("u", [Glob(unit)], before: [:])
        claims.started("i", [Glob(integration)], before: [:])
        let states = tries([:], ["r/u.xml": stamp(1)])
        #expect(claims.claim("r/u.xml", by: "u", states) == first)
        claims.ended("u")
        #expect(claims.claim("r/u.xml", by: "i", states) == second)
    }

    @Test("what lay there before a step of another pattern started is not that step's")
    func startedLater() {
        var claims = EvidenceClaims()
        claims.started("u", [Glob("r/*.xml")], before: [:])
        claims.started("late", [Glob("r/*.xml")], before: ["r/u.xml": stamp(1)])
        #expect(claims.claim("r/u.xml", by: "u", tries([:], ["r/u.xml": stamp(1)])) == .own(try: 1))
        let late = tries(["r/u.xml": stamp(1)], ["r/u.xml": stamp(1)])
        #expect(claims.claim("r/u.xml", by: "late", late) == .ofAnother("u"))
    }

    @Test("a file that nobody in the run wrote is nobody's")
    func untouched() {
        var claims = EvidenceClaims()
        claims.started("u", [Glob("r.xml")], before: ["r.xml": stamp(1)])
        #expect(claims.claim("r.xml", by: "u", tries(["r.xml": stamp(1)], ["r.xml": stamp(1)])) == .untouched)
    }
}
