import ArgumentParser
import Configuration
import Core

/// Names that only the project's own configuration knows, for a shell that completes them.
enum Completions {
    /// Steps and stages of the pipeline where the user stands; nothing where it cannot be read.
    static var stepsAndStages: CompletionKind {
        .custom { _, _, prefix in
            guard let pipeline = ProjectFolder.read(ProjectFolder.found, partial: false).project?.pipeline else {
                return []
            }
            let names = pipeline.stages.flatMap { [$0.name] + $0.steps }
            return names.filter { $0.hasPrefix(prefix) }.uniqued
        }
    }
}

extension [String] {
    fileprivate var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
