import Selection
import Testing

@Suite("what changes together")
struct CoChangeTests {
    @Test("a file of three commits or more has partners, by how often they changed with it")
    func partners() {
        let past = CoChange([["a", "t/a"], ["a", "t/a", "b"], ["a"], ["b", "t/b"]])
        #expect(past.partners(of: "a") == ["t/a": 2.5 / 4, "b": 1.5 / 4])
        #expect(past.partners(of: "b").isEmpty && past.partners(of: "nothing").isEmpty)
    }

    @Test("a commit of very many files says nothing of any two of them")
    func wide() {
        let wide = (0..<100).map { "f\($0)" } + ["a"]
        #expect(CoChange([wide, wide, wide]).partners(of: "a").isEmpty)
    }
}
