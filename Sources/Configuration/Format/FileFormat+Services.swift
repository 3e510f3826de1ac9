import Core

extension FileFormat {
    /// A service in full, as the name of an image, or a name for several services.
    static let services: Shape = .names(noun: "service", .either([.text, .list(.text), .mapping(service)]))

    /// The word for a port that nobody has.
    static let freePort = "free"
    /// The word for a version that must be the one of the image.
    static let requiredVersion = "required"

    private static let service: [Field] = [
        Field(
            "image",
            .text,
            "The image that it is, such as postgres:16, for which a program of this machine may stand.",
            bar: .free
        ),
        Field(
            "provider",
            .word(Service.Place.allCases.map(\.rawValue)),
            "Where it runs: process, container, or auto: a program of this machine where it has one, else a container.",
            bar: .free
        ),
        Field(
            "preset",
            .word(ServicePreset.allCases.map(\.rawValue)),
            "A program that Assay knows how to start.",
            bar: .free
        ),
        Field(
            "run",
            .command,
            "The command, which stays in the foreground; beside an image what runs in it. With placeholders.",
            bar: .free
        ),
        Field(
            "shell",
            .word(Step.Shell.allCases.map(\.rawValue)),
            "What carries out a script; default sh.",
            bar: .free
        ),
        Field(
            "version",
            .text,
            "The version that is wanted; every report says which one ran. The word required makes the image's version binding.",
            bar: .named
        ),
        Field(
            "ports",
            .either([.text, .names(noun: "port", .text)]),
            "Its port, or its ports by name, the first one its own: a number, or free for any that nobody has; of an image "
                + "the number inside (8080), or both (9000:8080).",
            bar: .free
        ),
        Field("env", .names(noun: "variable", .anyText), "Variables of its process; with placeholders.", bar: .free),
        Field("directory", .path, "Working directory; default the project's root.", bar: .free),
        Field(
            "health",
            .mapping(healthCheck),
            "How one finds out that it is ready; default its port, or what the preset knows.",
            aliases: ["healthcheck"],
            bar: .free
        ),
        Field(
            "depends_on",
            .oneOrMany(.text),
            "Services that are up before it.",
            aliases: ["needs"],
            bar: .free
        ),
        Field(
            "variables",
            .names(noun: "variable", .text),
            "The variables that steps get, each with what it holds: url, host, port, ports.NAME, socket, user, database, "
                + "version, folder; default NAME_URL, NAME_HOST, NAME_PORT and so on.",
            bar: .free
        ),
        Field("url", .text, "Where it is reached; with placeholders.", bar: .free),
        Field("stubs", .oneOrMany(.path), "Stub files of a mock.", bar: .free),
        Field("openapi", .path, "The document whose requests alone a mock takes.", bar: .free),
        Field("dependency", .text, "What external_dependencies calls what a mock stands in for.", bar: .free),
        Field("report", .path, "Where a mock's report goes when it ends; default the run's folder.", bar: .free),
        Field(
            "grace_period",
            .duration(words: []),
            "Time between the request to end and the kill; default 5s.",
            bar: .free
        ),
        Field("description", .text, "For people.", bar: .free),
    ]

    private static let healthCheck: [Field] = [
        Field("command", .command, "A command that exits with 0."),
        Field("tcp", .text, "A port that takes connections: its name or its number."),
        Field(
            "http",
            .text,
            "An address of this machine, or a path at the service's own port, that answers with 2xx or 3xx."
        ),
        Field("log", .text, "A text that its output holds."),
        Field("interval", .duration(words: []), "Time between probes; default 100ms."),
        Field("timeout", .duration(words: []), "The longest that one probe may take; default 5s."),
        Field(
            "retries",
            .integer(1...100_000),
            "Failed probes, after the start period, that make it unhealthy; default 20."
        ),
        Field("start_period", .duration(words: []), "Time in which failed probes do not count; default 10s."),
    ]
}
