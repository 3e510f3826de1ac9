/// What the configuration says of a scan where its tool is silent: what was examined, and what for.
package struct ScopeDeclaration: Sendable, Hashable {
    /// What the rules of a scan look for.
    package enum Rules: Sendable, Hashable {
        /// What the tool's rules look for where nobody chose others: the table of known tools says it.
        case usual
        /// Weaknesses by their CWE numbers.
        case weaknesses([Int])
    }

    /// Globs of the files that were examined, as they are written.
    package var examined: [String]
    package var rules: Rules?

    package init(examined: [String] = [], rules: Rules? = nil) {
        self.examined = examined
        self.rules = rules
    }

    package var isEmpty: Bool { examined.isEmpty && rules == nil }
}

extension Scan {
    /// The part of a scan's scope that rests on the configuration; every verdict that uses it says so.
    package struct Declared: Sendable, Hashable {
        /// Globs of the files that count as examined; empty where the tool says itself what it examined.
        package var examined: [String]
        /// What the rules look for, in words; nil where only the tool's own word counts.
        package var rules: String?

        package init(examined: [String] = [], rules: String? = nil) {
            self.examined = examined
            self.rules = rules
        }
    }

    /// Names the rule that stands for what the configuration says of a scan's rules.
    static let declaredRule = "declared in the configuration"

    /// The same without what rests on the configuration.
    var undeclared: Scan {
        guard let declared else { return self }
        var scan = self
        scan.declared = nil
        if !declared.examined.isEmpty { (scan.filesExamined, scan.files) = (nil, []) }
        scan.rules.removeAll { $0.id == Self.declaredRule }
        return scan
    }
}

extension Report {
    /// Fills in what the tools of the report do not say of their scans; their own word always goes first.
    ///
    /// `files` are those that the globs match.
    package mutating func declare(_ scope: ScopeDeclaration, files: [String]) {
        guard status != .error, !scope.isEmpty else { return }
        guard let scans = findings?.scans, !scans.isEmpty else {
            let text = "`examined` and `rules` say what a scan looked at, and this report is of none"
            return messages.append(ReportMessage(.error, text))
        }
        if !scope.examined.isEmpty {
            guard !files.isEmpty else {
                let globs = scope.examined.joined(separator: ", ")
                return messages.append(
                    ReportMessage(.error, "no file matches `examined: \(globs)`: nothing was examined")
                )
            }
            let silent = scans.indices.filter { !scans[$0].saysScope }
            for index in silent { findings?.scans[index].declare(scope.examined, files) }
            if silent.isEmpty {
                let text = "says itself what it examined, which counts and not what `examined` says"
                messages.append(ReportMessage(.note, text))
            }
        }
        guard let rules = scope.rules else { return }
        for index in scans.indices {
            if let problem = findings?.scans[index].declare(rules) { messages.append(ReportMessage(.error, problem)) }
        }
    }

    /// Takes the configuration's word for a scope back where the step did not do its work: then nothing was examined.
    package mutating func dropUnprovenScope(_ steps: [StepRecord]) {
        guard let scans = findings?.scans, scans.contains(where: { $0.declared != nil }),
            let record = steps.first(where: { $0.name == step })
        else { return }
        switch record.outcome {
        case .passed, .found: return
        case .failed, .skipped, .cancelled: findings?.scans = scans.map(\.undeclared)
        }
    }
}

extension Scan {
    /// Whether the tool says what it examined, be it nothing.
    fileprivate var saysScope: Bool { filesExamined != nil || packagesExamined != nil }

    fileprivate mutating func declare(_ globs: [String], _ names: [String]) {
        filesExamined = names.count
        files = names
        declared = Declared(examined: globs, rules: declared?.rules)
    }

    /// What is wrong with it; nil where it is taken.
    fileprivate mutating func declare(_ declaration: ScopeDeclaration.Rules) -> String? {
        let weaknesses: [Int]
        let words: String
        switch declaration {
        case .weaknesses(let numbers):
            weaknesses = numbers
            words = numbers.map { "CWE-\($0)" }.joined(separator: ", ")
        case .usual:
            guard let known = KnownTool.named(tool), !known.weaknesses.isEmpty else {
                return "`rules: default`: what the rules of \(tool) look for by default is not known here; "
                    + "list it, such as `rules: [CWE-89]`"
            }
            if let version, let versions = known.versions, !versions.includes(version) {
                return "`rules: default`: what the rules of \(tool) \(version) look for is not known here, only "
                    + "those of \(versions); list it, such as `rules: [CWE-89]`"
            }
            weaknesses = known.weaknesses.sorted()
            words = "the default rules of \(known.name)"
        }
        rules.append(Rule(id: Self.declaredRule, cwe: weaknesses))
        declared = Declared(examined: declared?.examined ?? [], rules: words)
        return nil
    }
}
