import Core
import Testing

@Suite("Days")
struct CalendarDayTests {
    @Test(
        "a day is what the calendar has, in one form",
        arguments: [
            ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2024-02-29", 19_782),
            ("2026-12-31", 20_818),
            ("2026-02-29", nil), ("1900-02-29", nil), ("2026-13-01", nil), ("2026-00-01", nil), ("2026-01-00", nil),
            ("2026-1-1", nil), ("2026/01/01", nil), ("２026-01-1", nil), ("", nil), ("2026-01-01T", nil),
            ("0000-03-01", -719_468), ("9999-12-31", 2_932_896),
        ] as [(String, Int?)]
    )
    func reading(_ text: String, _ number: Int?) {
        let day = CalendarDay(text)
        #expect(day?.number == number)
        if let day {
            #expect(day.description == text)
            #expect(CalendarDay(containing: day.start) == day)
            #expect(CalendarDay(containing: day.end - 1) == day)
        }
    }

    @Test("no moment that a file may hold is a trap", arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e300])
    func extremes(_ seconds: Double) {
        #expect(CalendarDay(containing: seconds) == nil)
    }
}

@Suite("Base64")
struct Base64Tests {
    @Test(
        "the vectors of RFC 4648, both ways",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ]
    )
    func vectors(_ plain: String, _ encoded: String) {
        #expect(Base64.encode(plain.utf8) == encoded)
        #expect(Base64.decode(encoded) == Array(plain.utf8))
    }

    @Test(
        "both alphabets are read, and nothing that is written in two ways",
        arguments: [
            ("-_-_", true), ("+/+/", true), ("-/-/", false), ("Zh==", false), ("Zm9=", false), ("Zg=", false),
            ("Zg", false), ("Zg==\n", false), ("Z===", false), ("====", false), ("Zg==Zg==", false), ("Zm 9v", false),
        ]
    )
    func strictness(_ text: String, _ isRead: Bool) {
        #expect((Base64.decode(text) != nil) == isRead)
    }

    @Test("every byte survives")
    func roundTrip() {
        for count in 0..<260 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
    }
}
