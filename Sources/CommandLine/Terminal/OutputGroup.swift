import Core

/// Lines that open and close a foldable group in the log of a CI system; elsewhere a heading.
struct OutputGroup: Sendable {
    private let form: CISystem.Groups?

    /// By the variables of the environment.
    init(_ environment: [String: String]) { form = CISystem.groups(environment) }

    init(form: CISystem.Groups?) { self.form = form }

    /// What a step prints must not be taken for words to the CI system: `token` is one that it cannot know.
    func opening(_ title: String, name: String, token: String, at time: Double) -> [String] {
        switch form {
        case .commands?: ["::group::\(title)", "::stop-commands::\(token)"]
        case .sections?:
            ["\u{1B}[0Ksection_start:\(Int(time)):\(Self.plain(name))[collapsed=true]\r\u{1B}[0K\(title)"]
        case nil: ["──── \(title)"]
        }
    }

    func closing(name: String, token: String, at time: Double) -> [String] {
        switch form {
        case .commands?: ["::\(token)::", "::endgroup::"]
        case .sections?: ["\u{1B}[0Ksection_end:\(Int(time)):\(Self.plain(name))\r\u{1B}[0K"]
        case nil: []
        }
    }

    /// GitLab's names hold letters, digits, `_`, `.` and `-`.
    private static func plain(_ name: String) -> String {
        String(
            name.map { character in
                let isPlain =
                    character.isASCII && (character.isLetter || character.isNumber || "_.-".contains(character))
                return isPlain ? character : "_"
            }
        )
    }
}
