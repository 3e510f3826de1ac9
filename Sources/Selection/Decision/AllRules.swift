import Core

/// When everything runs, whatever is known of single tests.
package struct AllRules {
    private let input: SelectionInput
    private let ignored: [Glob]
    private let runAll: [Glob]

    package init(_ input: SelectionInput) {
        self.input = input
        ignored = input.settings.ignore.map { Glob($0) }
        runAll = input.settings.runAll.map { Glob($0) }
    }

    /// A change of fewer files is no large one, however small the project.
    private static let small = 10

    /// Why everything runs, before any test is looked at; nil where tests can be chosen.
    var reason: String? {
        let files: [ChangedFile]
        switch input.changes {
        case .unproven(let reason): return reason
        case .files(let found, _): files = found
        }
        if files.isEmpty { return "the list of changes is empty, which proves nothing" }
        if let branch = input.branch,
            let rule = input.settings.fullRunRequired.first(where: { Glob($0).matches(branch) })
        {
            return "branch \(branch) needs a full run (full_run_required: \(rule))"
        }
        if files.count > ChangeList.limit { return "\(files.count) files changed" }
        for file in files {
            if let reason = reason(file) { return reason }
        }
        let share = Double(files.count) / Double(max(1, input.files.count))
        if files.count > Self.small, share > input.settings.maxChange {
            return "the change touches \(files.count) of \(input.files.count) files, and more than "
                + "\(Int(input.settings.maxChange * 100)) % is a change of the whole (max_change)"
        }
        return nil
    }

    func isIgnored(_ path: String) -> Bool { ignored.contains { $0.matches(path) } }

    /// Why everything depends on a file; nil for any other.
    package func reason(_ file: ChangedFile) -> String? {
        if input.configuration.contains(file.path) { return "\(file.path) changed: it says what runs" }
        if let rule = runAll.first(where: { $0.matches(file.path) }) {
            return "\(file.path) changed, on which everything depends (run_all: \(rule.pattern))"
        }
        if isIgnored(file.path) { return nil }
        // Then the tests run that use what it changes.
        if input.lockfiles.contains(file.path), file.kind == .modified { return nil }
        return FullRun.word(for: file.path).map { "\(file.path) changed: \($0)" }
    }
}
