package import Core
import Criteria

/// The format of `assay.yaml`, described once; what a key means to Assay is in the builder of the same topic.
package enum FileFormat {
    /// Every key that may stand at the top of a file.
    package static let fields: [Field] =
        [
            Field("include", .oneOrMany(.text), "Files to read as well, relative to this one.", bar: .free),
            Field(profiles, profileShape, "What a run takes besides by name (--profile)."),
            Field("pipeline", pipeline, "The stages of a run and their order."),
            Field("steps", steps, "The catalogue of steps that stages name."),
            Field("components", fileSets("component"), "Named sets of files with an owner.", bar: .named),
            Field(
                "critical_paths",
                fileSets("critical path"),
                "The files behind each flow that must work.",
                bar: .named
            ),
            Field("paths", paths, "How paths in reports are brought to the project's files."),
        ] + inventories + gates + [
            Field("waivers", waivers, "Failures that someone answers for, until a day.", bar: .held(.waivers)),
            Field(
                "attestation_keys",
                attestationKeys,
                "Whose signed statements count, on what.",
                bar: .held(.attestationKeys)
            ),
            Field("attestations", .oneOrMany(.glob), "Files that hold signed statements.", bar: .free),
            Field("parallel_execution", parallelExecution, "How much work of each kind runs side by side.", bar: .free),
            Field(
                "resource_optimization",
                resourceOptimization,
                "Upper bounds for work that runs side by side.",
                bar: .free
            ),
            Field("services", services, "Databases, caches and programs that environments bring up for steps."),
            Field("secrets", secrets, "Values that only the steps get that name them, hidden in all output."),
            Field("environments", environments, "What steps need around them."),
            Field("storage", storage, "Where what outlives a run is kept.", bar: .free),
            Field("selection", selection, "Which tests a change needs (--select).", bar: .named),
        ] + behindThePipeline

    /// The whole file.
    package static let root: Shape = .mapping(fields)

    /// Keys at the top that start so hold anchors for use elsewhere, and are otherwise not read.
    package static let extensionPrefix = "x-"

    /// Maps that several files may share, each giving other names.
    package static let mergedKeys: Set<String> = [
        "steps", "components", "critical_paths", "environments", "services", "attestation_keys",
    ]

    /// Keys such as `unit_tests`, which name a kind.
    package static func kindKey(_ kind: Kind) -> String { "\(kind.rawValue)_tests" }

    static func kindFields(_ fields: [Field], _ doc: (Kind) -> String) -> [Field] {
        Kind.allCases.map { Field(kindKey($0), .mapping(fields), doc($0)) }
    }

    static let isolationWords = [
        "process", "sandbox", "container", "docker_volumes", "browser", "browser_instance", "dedicated_environment",
        "dedicated_cluster",
    ]

    private static let paths: Shape = .mapping([
        Field("strip", .oneOrMany(.text), "Beginnings to take off reported paths: /builds/acme/app.", bar: .named),
        Field(
            "roots",
            .oneOrMany(.path),
            "Folders that relative paths are looked up in, the first one first.",
            bar: .named
        ),
        Field("ignore", .oneOrMany(.glob), "Globs of files that coverage is not asked of.", bar: .held(.ignoredPaths)),
    ])

    private static func fileSets(_ noun: String) -> Shape {
        .names(
            noun: noun,
            .either([
                .glob,
                .list(.glob),
                .mapping([
                    Field("paths", .oneOrMany(.glob), "Globs of its files.", required: true),
                    Field("owner", .text, "Who answers for it: a person or a team."),
                ]),
            ])
        )
    }
}

/// A key that is recognised only, with its path from the top of the file.
package struct RecognisedKey: Sendable, Hashable {
    package var path: String
    package var feature: RecognisedFeature
}

extension FileFormat {
    /// Every key that is read and checked but not acted on, in the order of the format; `*` stands for any name.
    package static var recognisedKeys: [RecognisedKey] { keys(in: root, below: "") }

    private static func keys(in shape: Shape, below path: String) -> [RecognisedKey] {
        switch shape {
        case .mapping(let fields), .ordered(let fields):
            fields.flatMap { field -> [RecognisedKey] in
                let here = path.isEmpty ? field.key : "\(path).\(field.key)"
                if let feature = field.feature { return [RecognisedKey(path: here, feature: feature)] }
                return keys(in: field.shape, below: here)
            }
        case .names(_, let value), .orderedNames(_, let value): keys(in: value, below: "\(path).*")
        case .list(let item), .oneOrMany(let item): keys(in: item, below: path)
        case .either(let shapes): shapes.flatMap { keys(in: $0, below: path) }
        default: []
        }
    }
}
