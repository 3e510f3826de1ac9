package import Core
import Criteria
import Reports
package import Scanning

/// A page of the dashboard as a value: the same blocks become the page, its JSON and its CSV, so that no two of them can
/// differ.
package struct View: Sendable {
    package var title: String
    /// The sentence below the title; empty for none.
    package var lead = ""
    /// What colours the edge of the head; nil where nothing was judged.
    package var verdict: Verdict?
    /// What a reader may choose; nil where there is nothing to choose.
    package var filter: Choices?
    package var blocks: [Block]

    package init(
        _ title: String,
        lead: String = "",
        verdict: Verdict? = nil,
        filter: Choices? = nil,
        blocks: [Block] = []
    ) {
        self.title = title
        self.lead = lead
        self.verdict = verdict
        self.filter = filter
        self.blocks = blocks
    }

    /// A part of the page.
    package struct Block: Sendable {
        /// Its key in JSON, and its anchor.
        package var id: String
        /// Empty where it needs no heading.
        package var title: String
        package var content: Content
        /// What a reader should know of it; empty for nothing.
        package var note: String
        /// What happened meanwhile, for a trend.
        package var marks: [Mark] = []
        /// Whether a reader opens it who wants to see it: it is long.
        package var isFolded = false

        package init(_ id: String, _ title: String, _ content: Content, note: String = "") {
            self.id = id
            self.title = title
            self.content = content
            self.note = note
        }
    }

    /// Something that happened at a time, such as a deployment.
    package struct Mark: Sendable, Hashable {
        /// Seconds since 1970.
        package var time: Double
        package var text: String

        package init(time: Double, text: String) {
            self.time = time
            self.text = text
        }
    }

    /// Marks every trend with what happened between its first point and now.
    package mutating func mark(_ marks: [Mark]) {
        for index in blocks.indices {
            guard case .trend(let trend) = blocks[index].content, let first = trend.points.first else { continue }
            blocks[index].marks = marks.filter { $0.time >= first.time }
        }
    }

    package enum Content: Sendable {
        case tiles([Tile])
        case table(Table)
        case trend(Trend)
        case lines([String])
        case links([Link])
        /// What a reader may choose of this part of the page; it is no part of the data.
        case choices(Choices)
        /// What a reader may do; it is no part of the data.
        case form(ViewForm)
    }

    /// A figure that is read at a glance.
    package struct Tile: Sendable {
        package var id: String
        package var name: String
        package var value: Cell
        /// Below the figure.
        package var detail: String
        package var link: Address?
        package var verdict: Verdict?
        /// Over the last runs, oldest first; fewer than two are no line.
        package var points: [Double]
        /// Whether the project has it at all.
        package var isThere: Bool

        package init(
            _ id: String,
            _ name: String,
            _ value: Cell,
            detail: String = "",
            link: Address? = nil,
            verdict: Verdict? = nil,
            points: [Double] = [],
            isThere: Bool = true
        ) {
            self.id = id
            self.name = name
            self.value = value
            self.detail = detail
            self.link = link
            self.verdict = verdict
            self.points = points
            self.isThere = isThere
        }
    }

    package struct Link: Sendable {
        package var text: String
        package var address: Address

        package init(_ text: String, _ address: Address) {
            self.text = text
            self.address = address
        }
    }

    package struct Column: Sendable {
        /// Its key in JSON and CSV.
        package var id: String
        package var name: String
        package var isNumber: Bool

        package init(_ id: String, _ name: String, isNumber: Bool = false) {
            self.id = id
            self.name = name
            self.isNumber = isNumber
        }
    }

    /// The first cell of a row names it.
    package struct Table: Sendable {
        package var columns: [Column]
        package var rows: [[Cell]]
        /// What stands where there is no row.
        package var empty: String
        /// Where more of it is; nil where this is all.
        package var next: Address?

        package init(_ columns: [Column], _ rows: [[Cell]], empty: String, next: Address? = nil) {
            self.columns = columns
            self.rows = rows
            self.empty = empty
            self.next = next
        }
    }
}

/// What a reader may choose of a page; it lives in the address.
package struct Choices: Sendable {
    package struct Field: Sendable {
        package var name: String
        package var label: String
        package var value: String
        /// Empty for a text that is typed.
        package var choices: [String]
        /// Whether it cannot be left open.
        package var isRequired: Bool

        package init(_ name: String, _ label: String, value: String?, choices: [String] = [], isRequired: Bool = false)
        {
            self.name = name
            self.label = label
            self.value = value ?? ""
            self.choices = choices
            self.isRequired = isRequired
        }
    }

    package var fields: [Field]
    /// What has been chosen elsewhere on the page and stays so.
    package var kept: [(name: String, value: String)] = []
    package var button = "Show"

    package init(_ fields: [Field]) { self.fields = fields }
}

/// A value that is shown, and what it is for programs.
package struct Cell: Sendable {
    package enum Look: Sendable {
        case plain, code, soft
        case verdict(Verdict?)
        case state(TestState)
        case strip(ResultStrip)
        case line([Double])
    }

    package var text: String
    package var value: JSON
    package var look: Look
    package var link: Address?

    package init(_ text: String, _ value: JSON? = nil, _ look: Look = .plain, link: Address? = nil) {
        self.text = text
        self.value = value ?? JSON(text)
        self.look = look
        self.link = link
    }

    /// Where there is nothing to show.
    package static let nothing = Cell("—", JSON.null, .soft)

    /// Of a value that may be missing.
    package static func maybe<Value>(_ value: Value?, _ make: (Value) -> Cell) -> Cell { value.map(make) ?? nothing }

    package static func count(_ number: Int) -> Cell { Cell("\(number)", JSON(number)) }

    package static func verdict(_ verdict: Verdict?) -> Cell {
        Cell(verdict.map(Display.word) ?? "not judged", JSON(verdict?.rawValue), .verdict(verdict))
    }

    package static func seconds(_ seconds: Double?) -> Cell {
        maybe(seconds) { Cell(Display.seconds($0), JSON($0)) }
    }

    package static func share(_ share: Double?) -> Cell {
        maybe(share) { Cell(Words.share($0), JSON($0)) }
    }

    package static func time(_ seconds: Double) -> Cell { Cell(Words.time(seconds), JSON(seconds)) }

    package static func strip(_ strip: ResultStrip) -> Cell {
        Cell(strip.description, JSON(strip.description), .strip(strip))
    }
}
