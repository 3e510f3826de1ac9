import Core
import Criteria

/// The format of specifications of test data.
enum DataSpecFormat {
    static let root: Shape = .mapping([
        Field("data", .mapping(header), "What holds for all tables."),
        Field("tables", .names(noun: "table", .mapping(table)), "Tables, or kinds of documents.", required: true),
    ])

    private static let header: [Field] = [
        Field("seed", .integer(0...Int.max), "What chance begins with; 0 if nothing is said."),
        Field("locale", .oneOrMany(.text), "What words come from: en, de, fr, es, several of them, or any."),
    ]

    private static let table: [Field] = [
        Field("rows", .text, "How many rows, such as 1000 or 10M_records.", aliases: ["volume"], required: true),
        Field("locale", .oneOrMany(.text), "What its words come from."),
        Field("fields", .names(noun: "field", field), "Its fields.", required: true),
        Field("unique", .list(.text), "Fields that no two rows have all alike: a key of several."),
    ]

    static let field: Shape = .either([.mapping(fieldKeys), .text])

    private static let fieldKeys: [Field] = [
        Field("kind", .text, "sequence, uuid, or a word such as email or city."),
        Field("constant", .anyText, "The same text in every row."),
        Field(
            "sequence",
            .mapping([
                Field("start", .text, "The first number; 1 if nothing is said."),
                Field("step", .text, "From one to the next; 1 if nothing is said."),
            ]),
            "Numbers in a row."
        ),
        Field("boolean", .quantity(.ratio, words: []), "The share of true."),
        Field("one_of", .either([.list(.anyText), .names(noun: "value", .text)]), "One of these, by weight."),
        Field("number", .mapping(distribution + number), "A number of a distribution."),
        Field("time", .mapping(time), "A moment."),
        Field("pattern", .text, "A text by its form, such as [A-Z]{3}-[0-9]{6}."),
        Field(
            "grammar",
            .names(noun: "rule", .either([.anyText, .list(.anyText), .names(noun: "text", .text)])),
            "Texts by rules with {RULE} and {FIELD} in them; the first rule is the text."
        ),
        Field("references", .text, "TABLE.FIELD of the row that it belongs to; of its own table, an earlier row."),
        Field(
            "fan_out",
            .either([.mapping(fanOut), .word(["uniform"])]),
            "How many rows point at one; uniform if nothing is said."
        ),
        Field("by", .text, "The field that decides which of `cases` holds."),
        Field("cases", .names(noun: "value", .anything), "What holds for each value of the other field."),
        Field("else", .anything, "What holds for all other values."),
        Field("join", .text, "Texts with {FIELD} for values of the row."),
        Field("unique", .boolean, "Whether each value occurs once."),
        Field("nulls", .quantity(.ratio, words: []), "The share of rows without a value."),
    ]

    /// What a number is spread by; one of these.
    static let distribution: [Field] = [
        Field("uniform", .list(.text), "From one number to another."),
        Field(
            "normal",
            .mapping([
                Field("mean", .text, "Its middle.", required: true),
                Field("sigma", .text, "Its spread.", required: true),
            ]),
            "The bell."
        ),
        Field(
            "lognormal",
            .mapping([
                Field("median", .text, "Half are below.", required: true),
                Field("sigma", .text, "Its spread.", required: true),
            ]),
            "Amounts, times of answers."
        ),
        Field("exponential", .mapping([Field("mean", .text, "Its mean.", required: true)]), "Times between events."),
        Field(
            "zipf",
            .mapping([
                Field("exponent", .text, "1 if nothing is said."),
                Field("count", .text, "The largest number.", required: true),
            ]),
            "Ranks: few have most."
        ),
        Field("mixture", .list(.anything), "Several distributions, each with a weight."),
        Field(
            "histogram",
            .mapping([
                Field("bounds", .list(.text), "Rising.", required: true),
                Field("counts", .list(.text), "Between the bounds.", required: true),
            ]),
            "As it was counted."
        ),
    ]

    private static let number: [Field] = [
        Field("min", .text, "The least."),
        Field("max", .text, "The most."),
        Field("decimals", .integer(0...9), "Digits behind the point; 0 if nothing is said."),
        Field(
            "correlates",
            .mapping([
                Field("with", .text, "Another number of the row.", required: true),
                Field("strength", .text, "From -1 to 1.", required: true),
            ]),
            "How it goes with another number."
        ),
    ]

    /// One of several distributions.
    static let mixed: Shape = .mapping(distribution + [Field("weight", .text, "1 if nothing is said.")])

    private static let time: [Field] = [
        Field("from", .text, "The first day, such as 2024-01-01."),
        Field("to", .text, "The last day, included."),
        Field("after", .text, "Another time of the row."),
        Field("mean", .duration(words: []), "How much later on average."),
        Field("as", .word(["timestamp", "date", "unix"]), "timestamp if nothing is said."),
        Field("hours", .list(.text), "24 weights, from midnight on, UTC."),
        Field("weekdays", .list(.text), "7 weights, from Monday on."),
    ]

    private static let fanOut: [Field] = [
        Field("zipf", .text, "Few rows have most, by this exponent."),
        Field("exactly", .integer(1...1_000_000_000), "So many for each, in order."),
    ]
}
