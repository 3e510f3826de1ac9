import Core

/// A step that a repository shows signs of.
package struct ProposedStep: Sendable, Hashable {
    /// When it can run.
    package enum Turn: Int, Sendable, Hashable, CaseIterable {
        /// Makes what others need.
        case build
        /// Needs nothing that another step makes, but for the build.
        case checks
        /// Gathers what the checks have left.
        case gathering
    }

    package var name: String
    /// Why it is proposed: what shows that the project uses the tool.
    package var sign: String
    package var turn: Turn
    package var preset: String?
    /// The command of a step without a preset: a script.
    package var script: String?
    package var directory: String?
    package var component: String?
    package var program: [String]
    package var arguments: [String]
    /// What has to be installed here before it can run; nil where nothing is missing.
    package var missing: String?

    init(
        preset: String,
        sign: String,
        turn: Turn = .checks,
        program: [String] = [],
        arguments: [String] = []
    ) {
        name = preset
        self.sign = sign
        self.turn = turn
        self.preset = preset
        self.program = program
        self.arguments = arguments
    }

    init(build script: String, sign: String) {
        name = "build"
        self.sign = sign
        turn = .build
        self.script = script
        program = []
        arguments = []
    }

    /// Whether it runs tests.
    var runsTests: Bool {
        guard let preset, let known = KnownTool.preset(named: preset) else { return false }
        return known.tool.category == nil && known.preset.kind == .unit && turn == .checks
    }
}

/// What `assay init` would write: steps, components, and the criteria that today's level is measured for.
package struct Proposal: Sendable {
    package var projectName: String
    /// What was found, for people: `Python (pyproject.toml)`.
    package var found: [String]
    package var steps: [ProposedStep]
    package var components: [(name: String, paths: [String])]
    package var criteria: [ProposedCriterion]
    /// What a person has to know: what was seen and is not proposed, and why.
    package var remarks: [String]

    /// What a repository shows signs of; without steps where it shows none.
    package init(_ repository: Repository) {
        projectName = repository.name
        let packages = Detection.packages(of: repository)
        found = packages.map { "\($0.language.rawValue) (\($0.sign))" }
        steps = Self.named(packages).map { Self.checked($0, repository) }
        let folders = Set(packages.filter { !$0.steps.isEmpty }.map(\.folder))
        components = folders.count < 2 ? [] : Self.components(packages, repository)
        for index in steps.indices {
            let folder = steps[index].directory ?? ""
            steps[index].component = components.first { $0.paths == ["\(folder)/**"] }?.name
        }
        remarks = packages.flatMap(\.remarks)
        criteria = ProposedCriterion.candidates(for: steps, components: components.map(\.name))
    }

    /// Names that are short where there is one package only, and tell which one elsewhere.
    private static func named(_ packages: [DetectedPackage]) -> [ProposedStep] {
        let busy = packages.filter { !$0.steps.isEmpty }
        let hasSeveral = busy.count { $0.language != .any } > 1
        var taken: Set<String> = []
        return busy.flatMap { package in
            package.steps.map { step in
                var step = step
                step.directory = package.folder.isEmpty ? nil : package.folder
                let base = step.runsTests ? "tests" : step.name
                let prefix = package.folder.isEmpty ? package.language.slug : Self.slug(package.folder)
                let isNamed = hasSeveral && package.language != .any
                step.name = isNamed ? "\(prefix)-\(base)" : base == "tests" ? "unit" : base
                while !taken.insert(step.name).inserted { step.name += "-2" }
                return step
            }
        }
    }

    private static func components(
        _ packages: [DetectedPackage],
        _ repository: Repository
    ) -> [(name: String, paths: [String])] {
        var seen: Set<String> = []
        return packages.filter { !$0.folder.isEmpty && !$0.steps.isEmpty && seen.insert($0.folder).inserted }
            .map { (slug($0.folder), ["\($0.folder)/**"]) }
    }

    /// Says what is not here of what a step needs.
    private static func checked(_ step: ProposedStep, _ repository: Repository) -> ProposedStep {
        var step = step
        guard let preset = step.preset.flatMap({ KnownTool.preset(named: $0)?.preset }) else { return step }
        let program = (step.program.isEmpty ? preset.program : step.program).first ?? ""
        let isLocal = program.contains("/")
        let path = isLocal && step.directory != nil ? "\(step.directory ?? "")/\(program)" : program
        let plain = path.hasPrefix("./") ? String(path.dropFirst(2)) : path.replacing("/./", with: "/")
        let isHere = repository.programs.contains(plain) || isLocal && repository.files.contains(plain)
        if !isHere { step.missing = "\(program) is not here: \(preset.install)" }
        if program == "npx", isHere, let tool = preset.program.last {
            let own = step.directory.map { "\($0)/" } ?? ""
            let places = [own, ""].map { "\($0)node_modules/.bin/\(tool)" }
            if repository.programs.isDisjoint(with: places) {
                step.missing =
                    "\(tool) is not in node_modules: install what package.json lists (npm ci), or \(preset.install)"
            }
        }
        return step
    }

    /// A name of small letters, digits and dashes.
    static func slug(_ text: String) -> String {
        let mapped = text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let parts = String(mapped).split(separator: "-")
        return parts.isEmpty ? "project" : parts.joined(separator: "-")
    }
}
