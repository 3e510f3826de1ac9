import Core
import Engine
import Execution
import Glibc
import History
import Judging

/// What a plan rests on besides the configuration: which tests there are, and what earlier runs tell.
struct PlanningFacts {
    let folder: ProjectFolder
    let branch: String?
    let shared: String?

    /// Longer than this no list of tests may take.
    private static let listTimeout: Duration = .seconds(600)

    /// Adds the facts to the options of a plan; `selected` says which steps will run.
    ///
    /// Gives back the results of earlier runs, the newest first, as far as they were asked for.
    @discardableResult
    func add(to options: inout PlanOptions, selected: (String) -> Bool) throws -> [[TestObservation]] {
        let steps = folder.project.pipeline.stages.flatMap(\.steps).compactMap { folder.project.pipeline.steps[$0] }
        let cut = steps.filter { $0.tests != nil && selected($0.name) }
        for step in cut { options.tests[step.name] = try listed(step) }
        guard let reader else { return [] }
        do throws(HistoryError) {
            options.priority = try reader.priority()
            guard !cut.isEmpty else { return [] }
            let runs = try reader.results()
            options.knownTests = KnownTests(runs)
            for step in cut {
                guard let tests = options.tests[step.name] else { continue }
                options.tests[step.name] = TestDurations.known(tests, runs: runs, folder: step.folder)
            }
            return runs
        } catch {
            Console.error("warning: the plan knows nothing of earlier runs: \(error)")
            return []
        }
    }

    /// nil where there is no history.
    private var reader: PlanningReader? {
        guard !ProjectHistory(root: folder.root, shared: shared).isEmpty,
            let session = HistorySession.open(root: folder.root, shared: shared)
        else { return nil }
        return PlanningReader(history: session.history, family: folder.source().family(of: branch))
    }

    private func listed(_ step: Step) throws -> [ListedTest] {
        let tests: [ListedTest]
        switch step.tests?.source {
        case .files(let globs): tests = files(globs, step)
        case .list(let action): tests = try printed(action, step)
        case nil: return []
        }
        guard !tests.isEmpty else {
            let place = step.location.map { "\($0): " } ?? ""
            throw CommandFailure(
                .usage,
                "\(place)step \"\(step.name)\" has no tests: nothing matches its `tests`, so it would measure nothing"
            )
        }
        return tests
    }

    private func files(_ globs: [String], _ step: Step) -> [ListedTest] {
        let prefix = Glob.quoted(step.folder)
        let found = FileGlob(root: folder.root).files(matching: globs.map { Glob(prefix + $0) })
        return found.files.sorted().map { path in
            ListedTest(String(path.dropFirst(step.folder.count)), bytes: Self.size(folder.root + "/" + path))
        }
    }

    private func printed(_ action: Step.Action, _ step: Step) throws -> [ListedTest] {
        let arguments: [String] =
            switch action {
            case .arguments(let arguments): arguments
            case .script(let script): step.shell.arguments + [script]
            case .evaluate: []
            }
        let command = TestListCommand(
            arguments: arguments,
            environment: ProcessEnvironment.current().merging(step.variables) { $1 },
            directory: step.folder.isEmpty ? folder.root : folder.root + "/" + step.folder,
            timeout: min(step.timeout, Self.listTimeout)
        )
        do throws(TestListCommand.Failure) {
            let names = try command.tests()
            let folderPath = folder.root + "/" + step.folder
            return names.unique.map { ListedTest($0, bytes: Self.size(folderPath + $0)) }
        } catch {
            throw CommandFailure(
                .infrastructure,
                "the tests of step \"\(step.name)\" cannot be listed: its `list` command \(error.message)"
            )
        }
    }

    /// Bytes of a file; nil where there is none.
    private static func size(_ path: String) -> Int? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_size)
    }
}

extension Step {
    /// Its directory with a slash behind it; empty for the project's root.
    var folder: String {
        guard let directory, directory != "." else { return "" }
        return directory.hasSuffix("/") ? directory : directory + "/"
    }
}
