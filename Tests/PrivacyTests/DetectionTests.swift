import Privacy
import Testing

/// What the scanner finds of a labelled set, and how much of what it finds is right.
@Suite("How much a scan finds")
struct DetectionTests {
    /// Numbers that are the same in every run.
    private struct Source {
        var state: UInt64

        mutating func next(_ count: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
            return Int((word ^ word >> 31) % UInt64(count))
        }

        mutating func digits(_ count: Int) -> String { (0..<count).map { _ in "\(next(10))" }.joined() }

        mutating func pick(_ words: [String]) -> String { words[next(words.count)] }
    }

    private struct Line {
        var text: String
        /// What is in it.
        var kinds: Set<PersonalKind> = []
    }

    private static let names = ["maria", "jonas", "li.wei", "k_schulz", "ana-garcia", "o.smith", "pete77", "j.d"]
    private static let hosts = ["gmail.com", "web.de", "corp.io", "mail.uni-x.edu", "company.co.uk", "orange.fr"]

    private static func luhn(_ digits: String) -> String {
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() {
            let number = Int(String(digit)) ?? 0
            sum += place % 2 == 0 ? (number * 2 > 9 ? number * 2 - 9 : number * 2) : number
        }
        return digits + "\((10 - sum % 10) % 10)"
    }

    private static func grouped(_ text: String, _ sign: String) -> String {
        var parts: [Substring] = []
        var rest = text[...]
        while !rest.isEmpty {
            parts.append(rest.prefix(4))
            rest = rest.dropFirst(4)
        }
        return parts.joined(separator: sign)
    }

    private static func iban(_ country: String, _ account: String) -> String {
        let letters = (account + country + "00").unicodeScalars
        var rest = 0
        for letter in letters {
            let value = letter.properties.isAlphabetic ? Int(letter.value) - 55 : Int(letter.value) - 48
            rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97
        }
        let check = 98 - rest
        return country + (check < 10 ? "0\(check)" : "\(check)") + account
    }

    private static func positive(_ source: inout Source) -> (String, PersonalKind) {
        switch source.next(6) {
        case 0: return ("\(source.pick(names))@\(source.pick(hosts))", .email)
        case 1:
            let number = luhn(source.pick(["4532", "4716", "5412", "5234", "6011"]) + source.digits(11))
            let sign = source.pick(["", " ", "-"])
            return (sign.isEmpty ? number : grouped(number, sign), .card)
        case 2:
            let text = iban("DE", source.pick(["37040044", "10010010", "50010517"]) + source.digits(10))
            return (source.next(2) == 0 ? text : grouped(text, " "), .iban)
        case 3:
            let number = source.pick(["+49 151 ", "+44 7811 ", "+1 212 867 ", "+33 6 12 34 ", "+34 612 "])
            return (number + "\(source.next(9) + 1)" + source.digits(5), .phone)
        case 4:
            let area = 100 + source.next(500)
            return ("\(area)-\(10 + source.next(80))-\(1_000 + source.next(8_000))", .nationalNumber)
        default:
            return (
                "ghp_"
                    + (0..<36).map { _ in source.pick(["a", "B", "7", "x", "Q", "3", "k", "Z", "0", "m", "R", "5"]) }
                    .joined(), .key
            )
        }
    }

    private static func negative(_ source: inout Source) -> String {
        switch source.next(12) {
        case 0: return "\(source.pick(names))@\(source.pick(["example.com", "mail.example.org", "shop.test"]))"
        case 1: return "order \(source.digits(10))"
        case 2: return "v\(source.next(20)).\(source.next(20)).\(source.next(200))"
        case 3: return "2024-0\(1 + source.next(9))-1\(source.next(9))T1\(source.next(9)):00:00Z"
        case 4: return (0..<40).map { _ in source.pick(["a", "0", "f", "7", "c", "e"]) }.joined()
        case 5: return "\(source.next(90_000)).\(source.digits(2)) EUR"
        case 6: return luhn("424242424242424")
        case 7: return "+1 212 555 01\(source.digits(2))"
        case 8: return "1\(source.digits(12))"
        case 9: return "user@host, see the decorator @override"
        case 10: return "192.0.2.\(source.next(250)):80\(source.digits(2))"
        default: return "\(source.digits(3))-\(source.digits(3))-\(source.digits(3))"
        }
    }

    /// Of none of the lists that are looked in, and some of them rare.
    private static let people = [
        "Maria Rossi", "John Smith", "Anna Kowalska", "Priya Sharma", "Lukas Gruber", "Sophie Martin", "Emily Clark",
        "Jan de Vries", "Carlos Ruiz", "Fatima Haddad", "Thomas Müller", "Laura Bianchi", "Peter Novak",
        "Sarah O'Neill",
        "Michael Brown", "Elena Petrova", "David Cohen", "Julia Wagner", "Marie-Claire Dubois", "Stefan Ionescu",
        "Ingrid Larsen", "Robert King", "Hannah Schmidt", "Pablo Torres", "Olga Sokolova", "James Wilson", "Nina Berg",
        "Antoine Girard", "Katarina Horvat", "Patrick Byrne", "Zeynep Kaya", "Wojciech Zielinski",
    ]
    private static let beside = [
        "New York", "Visa Card", "Order Number", "San Francisco", "Head Office", "Main Street", "Customer Service",
        "North America", "Blue Lamp", "Great Britain", "Monday Morning", "Data Team", "Green Park", "Deutsche Bank",
        "St. Gallen", "IBAN Germany", "Le Monde", "Microsoft Office",
    ]

    private static let lines: [Line] = {
        var source = Source(state: 2024)
        return (0..<6_000).map { place in
            let frame = source.pick(["%", "id=7;value=%;end", "{\"v\": \"%\"}", "a,\"%\",b", "<td>%</td>", "seen: %."])
            let halves = frame.split(separator: "%", omittingEmptySubsequences: false)
            let (before, after) = (String(halves[0]), String(halves[1]))
            guard place % 2 == 0 else { return Line(text: before + negative(&source) + after) }
            let (value, kind) = positive(&source)
            // Beside every third identifier stands a name, beside another third what looks like one.
            switch source.next(3) {
            case 0 where kind != .key:
                let person = source.pick(people)
                return Line(text: "\(source.next(900)),\(person),\(before + value + after)", kinds: [kind, .name])
            case 1: return Line(text: "\(source.pick(beside)): \(before + value + after)", kinds: [kind])
            default: return Line(text: before + value + after, kinds: [kind])
            }
        }
    }()

    /// Of what is there, how much must be found: names are those of a list.
    private static func leastRecall(_ kind: PersonalKind) -> Double { kind == .name ? 0.9 : 0.98 }

    @Test("98 % of what is found is right, and 98 % of what is there is found (of names 90 %), of every kind")
    func quality() {
        let text = Array(Self.lines.map(\.text).joined(separator: "\n").utf8)
        let found = text.withUnsafeBytes { PersonalScanner().scan($0).findings }
        var right: [PersonalKind: Set<Int>] = [:]
        var wrong: [String] = []
        for finding in found {
            let line = Self.lines[finding.line - 1]
            if line.kinds.contains(finding.kind) {
                right[finding.kind, default: []].insert(finding.line)
            } else {
                wrong.append("\(finding.kind.rawValue): \(line.text)")
            }
        }
        let hits = right.values.reduce(0) { $0 + $1.count }
        #expect(Double(hits) / Double(hits + wrong.count) >= 0.98, "\(wrong.prefix(5))")
        for kind in PersonalKind.allCases where kind != .production {
            let there = Self.lines.count { $0.kinds.contains(kind) }
            let missed = Self.lines.enumerated().first { place, line in
                line.kinds.contains(kind) && right[kind]?.contains(place + 1) != true
            }
            let share = Double(right[kind]?.count ?? 0) / Double(max(1, there))
            #expect(
                share >= Self.leastRecall(kind),
                "\(kind.rawValue): \(share), such as \(missed?.element.text ?? "")"
            )
        }
    }
}
