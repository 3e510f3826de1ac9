import Core
import Testing

@testable import CommandLine

@Suite("Output in groups")
struct OutputGroupTests {
    @Test("GitHub and GitLab get groups that fold, everybody else a heading")
    func forms() {
        let github = OutputGroup(["GITHUB_ACTIONS": "true"])
        #expect(
            github.opening("out of a", name: "a", token: "x1", at: 5) == ["::group::out of a", "::stop-commands::x1"]
        )
        #expect(github.closing(name: "a", token: "x1", at: 5) == ["::x1::", "::endgroup::"])
        let gitlab = OutputGroup(["GITLAB_CI": "true"])
        #expect(
            gitlab.opening("t", name: "a b/c", token: "x", at: 5.9)
                == ["\u{1B}[0Ksection_start:5:a_b_c[collapsed=true]\r\u{1B}[0Kt"]
        )
        #expect(gitlab.closing(name: "a b/c", token: "x", at: 7) == ["\u{1B}[0Ksection_end:7:a_b_c\r\u{1B}[0K"])
        let plain = OutputGroup([:])
        #expect(plain.opening("t", name: "a", token: "x", at: 0) == ["──── t"])
        #expect(plain.closing(name: "a", token: "x", at: 0).isEmpty)
    }
}
