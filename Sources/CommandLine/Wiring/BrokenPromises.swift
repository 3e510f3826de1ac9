import Core
import Execution
import Glibc

/// Says why a file or a pattern of a step is no evidence of it.
struct BrokenPromises {
    var step: Step
    /// The last try that ran all of the step.
    var tries: Int
    var answers: [String: EvidenceClaims.Answer]

    /// One error report for each pattern that was not kept, and for each file that nobody can vouch for.
    func reports(_ promises: PromisedFiles) -> [Report] {
        var told: Set<String> = []
        return promises.matches.flatMap { match -> [Report] in
            var reports = match.found.problems.map { broken(match.shown, $0) }
            for path in match.found.files where told.insert(path).inserted {
                if let words = words(about: path) { reports.append(broken(path, words)) }
            }
            let files = match.found.files
            if let problem = wrongNumber(of: files, match) { reports.append(broken(match.shown, problem)) }
            // What could not be searched has been told already.
            if !files.contains(where: vouchesOrIsTold), !(files.isEmpty && !match.found.problems.isEmpty) {
                reports.append(broken(match.shown, missing(match, root: promises.root)))
            }
            return reports
        }
    }

    /// Where the step says how many files must come, and not so many did; none at all is told otherwise.
    private func wrongNumber(of files: [String], _ match: PromisedFiles.Match) -> String? {
        let own = files.count { path in if case .own = answers[path] { true } else { false } }
        guard let expected = match.pattern.expected, own > 0, own != expected else { return nil }
        return "step \(step.name) must write \(expected) files \(match.shown), and \(own) came"
    }

    /// Whether the file keeps the promise of its pattern, or has an error report of its own.
    private func vouchesOrIsTold(_ path: String) -> Bool {
        switch answers[path] {
        case .own(let number): number >= tries
        case .disputed, .untouched: true
        case .ofAnother, nil: false
        }
    }

    private func words(about path: String) -> String? {
        switch answers[path] {
        case .disputed(let steps) where steps.count > 1:
            let others = steps.dropFirst().joined(separator: " and ")
            return "step \(step.name) and step \(others) both wrote it or may have: Assay cannot tell whose evidence "
                + "it is; give each step a file of its own"
        case .untouched:
            return "step \(step.name) promised it and did not write it: the file is as it was before the step started"
        default: return nil
        }
    }

    private func missing(_ match: PromisedFiles.Match, root: String) -> String {
        for path in match.found.files {
            switch answers[path] {
            case .own(let number):
                return "try \(tries) of step \(step.name) decided and wrote no \(match.shown): what lies there is of "
                    + "try \(number)"
            case .ofAnother(let other):
                return "step \(step.name) promised \(match.shown) and wrote no such file: \(path) was written by step "
                    + other
            default: continue
            }
        }
        return "step \(step.name) promised \(match.shown) and wrote no such file" + hint(match, root: root)
    }

    /// What a person may have meant by a pattern that matches nothing.
    private func hint(_ match: PromisedFiles.Match, root: String) -> String {
        var status = stat()
        guard stat("\(root)/\(match.shown)", &status) == 0 else { return "" }
        if status.st_mode & S_IFMT == S_IFDIR { return "; it is a folder: write \(match.shown)/**" }
        guard status.st_mode & S_IFMT == S_IFREG else { return "; what lies there is no file but a pipe or a device" }
        guard match.pattern.glob.contains("["), !match.glob.isLiteral else { return "" }
        let quoted = match.pattern.glob.map { $0 == "[" ? "[[]" : String($0) }.joined()
        return "; the file is there, but `[` begins a set of characters in a pattern: write \(quoted)"
    }

    private func broken(_ path: String, _ message: String) -> Report {
        var report = Report(path: path, format: "unknown")
        report.step = step.whole
        report.messages = [ReportMessage(.error, message)]
        return report
    }
}
