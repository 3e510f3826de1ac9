import Core
import Criteria

/// The format of stub files.
enum StubFileFormat {
    static let root: Shape = .mapping([
        Field("mock", .mapping(header), "What holds for all stubs of the file."),
        Field("stubs", .list(.mapping(stub)), "Requests and their answers."),
    ])

    private static let header: [Field] = [
        Field("name", .text, "What the mock is called in reports."),
        Field("dependency", .text, "What `external_dependencies` calls the service."),
        Field("seed", .integer(0...Int.max), "What chance begins with."),
        Field("preset", .word(["torchserve"]), "A service that the mock speaks by itself."),
        Field(
            "models",
            .names(noun: "model", .mapping(model)),
            "TorchServe's models; without any, a model is to be registered first."
        ),
    ]

    private static let model: [Field] = [
        Field("version", .text, "Its version, 1.0 if nothing is said."),
        Field("workers", .integer(0...1_000), "How many workers it has; without one, it answers 503."),
        Field("prediction", .anything, "What a prediction answers, as JSON."),
    ]

    private static let stub: [Field] = [
        Field("name", .text, "What it is called in reports; method and path if nothing is said."),
        Field("dependency", .text, "What `external_dependencies` calls the service."),
        Field("request", .mapping(request), "What a request must be.", required: true),
        Field(
            "response",
            .oneOrMany(.mapping(response)),
            "What is answered; of several one after another.",
            aliases: ["responses"]
        ),
        Field("faults", .oneOrMany(.mapping(fault)), "What goes wrong, and when.", aliases: ["fault"]),
        Field("scenario", .mapping(scenario), "The story that it is a part of."),
        Field("priority", .integer(1...100), "1 goes before 2; 5 if nothing is said."),
        Field("expect", .mapping(expectation), "How often it has to be called."),
    ]

    private static let request: [Field] = [
        Field("method", .oneOrMany(.text), "GET, POST, …; any if nothing is said."),
        Field(
            "path",
            .text,
            "With parameters such as /items/{id}; * is any segment, ** at the end whatever follows.",
            required: true
        ),
        Field("query", .names(noun: "parameter", text), "Parameters of the query."),
        Field("headers", .names(noun: "header", text), "Headers, in any case."),
        Field("body", .either([.mapping(body), .anyText]), "The body: a text that it equals, or conditions."),
    ]

    private static let text: Shape = .either([.mapping(textConditions), .anyText])

    private static let textConditions: [Field] = [
        Field("equals", .anyText, "The same text."),
        Field("contains", .anyText, "A part of it."),
        Field("begins_with", .anyText, "Its beginning."),
        Field("ends_with", .anyText, "Its end."),
        Field("like", .anyText, "With * for any characters."),
        Field("one_of", .list(.anyText), "One of these."),
        Field("present", .boolean, "Whether it is there at all."),
    ]

    private static let body: [Field] =
        textConditions.filter { $0.key != "present" } + [
            Field("json", .anything, "Members that are in it, whatever else is."),
            Field("json_equals", .anything, "The whole body as JSON."),
            Field("at", .names(noun: "place", text), "Values at places such as order.items.0.sku."),
        ]

    private static let response: [Field] = [
        Field("status", .integer(100...599), "200 if nothing is said."),
        Field("headers", .names(noun: "header", .anyText), "Headers of the answer."),
        Field("body", .anyText, "A text, with {{…}} for values of the request."),
        Field("json", .anything, "A JSON value, with {{…}} in its texts."),
        Field("file", .path, "A file beside this one, as it is."),
        Field("base64", .text, "Bytes, as base64."),
        Field("delay", delay, "How long it takes."),
        Field("template", .boolean, "Whether {{…}} means anything; it does if nothing is said."),
    ]

    static let delay: Shape = .either([
        .mapping([
            Field("uniform", .list(.duration(words: [])), "Between two lengths of time."),
            Field("median", .duration(words: []), "Of a lognormal distribution."),
            Field("sigma", .quantity(.count, words: []), "Of a lognormal distribution."),
            Field("max", .duration(words: []), "The longest of a lognormal distribution; a minute if nothing is said."),
        ]),
        .duration(words: []),
    ])

    /// A fault, also one that the admin interface switches on.
    static let fault: [Field] = [
        Field("latency", delay, "The answer is late."),
        Field("status", .integer(100...599), "Another status."),
        Field("retry_after", .integer(0...86_400), "Seconds in the header Retry-After, beside status."),
        Field("reset", .boolean, "The connection is reset."),
        Field("empty", .boolean, "The connection is closed without an answer."),
        Field("truncate", .quantity(.ratio, words: []), "The connection is closed after this share of the body."),
        Field("drip", .mapping(drip), "The body comes in small pieces."),
        Field("hang", .duration(words: []), "Nothing comes for so long."),
        Field("malformed", .boolean, "The body's chunks are broken."),
        Field("first", .integer(1...1_000_000_000), "The first so many requests."),
        Field("every", .integer(1...1_000_000_000), "Every so manyth request."),
        Field("after", .integer(0...1_000_000_000), "The requests after the first so many."),
        Field("probability", .quantity(.ratio, words: []), "A share of the requests, by the seed."),
        Field("window", .list(.duration(words: [])), "From when to when, since the mock started."),
    ]

    private static let drip: [Field] = [
        Field("bytes", .integer(1...1 << 20), "Bytes of a piece.", required: true),
        Field("every", .duration(words: []), "Time between pieces.", required: true),
    ]

    private static let scenario: [Field] = [
        Field("name", .text, "The story's name.", required: true),
        Field("when", .text, "The state in which it answers; stories begin with 'started'."),
        Field("then", .text, "The state that follows."),
    ]

    private static let expectation: [Field] = [
        Field("times", .integer(0...1_000_000_000), "Exactly so often."),
        Field("at_least", .integer(0...1_000_000_000), "At least so often."),
        Field("at_most", .integer(0...1_000_000_000), "At most so often."),
    ]

    /// A fault of the admin interface, with whom it meets.
    static let switchedFault: Shape = .mapping(
        fault + [
            Field("stub", .text, "The stub that it meets; every request if nothing is said."),
            Field("namespace", .text, "The namespace that it holds in; all if nothing is said."),
        ]
    )
}
