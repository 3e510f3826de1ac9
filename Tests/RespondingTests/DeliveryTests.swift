import Core
import Responding
import Scanning
import TestSupport
import Testing

@Suite("Deliveries")
struct DeliveryTests {
    @Test(
        "a refusal is the end; what may work later is tried so often, each time later, and as late as the server asks"
    )
    func attempts() {
        var one = Delivery(id: "1", incident: "i", notifier: "n", notBefore: 0)
        one.apply(.refused("400"), at: 0, chance: 1)
        #expect(one.status == .dead)
        var two = Delivery(id: "2", incident: "i", notifier: "n", notBefore: 0)
        var now = 0.0
        var pauses: [Double] = []
        while two.status == .waiting {
            two.apply(.later("503", after: nil), at: now, chance: 1)
            if two.status == .waiting { pauses.append(two.notBefore - now) }
            now = two.notBefore
        }
        #expect(pauses == Delivery.pauses)
        #expect(two.status == .dead)
        #expect(two.problem == "503")
        var three = Delivery(id: "3", incident: "i", notifier: "n", notBefore: 0)
        three.apply(.later("429", after: 77), at: 10, chance: 0)
        #expect(three.notBefore == 87)
        three.apply(.later("429", after: 1e12), at: 100, chance: 0)
        #expect(three.notBefore == 100 + Delivery.longestPause)
        three.apply(.accepted, at: 200, chance: 0)
        three.apply(.refused("x"), at: 201, chance: 0)
        #expect(three.status == .sent, "what was sent stays sent")
    }
}

@Suite("Notices")
struct NoticeTests {
    private let long = Notice(
        kind: .triggered,
        incident: "INC-1",
        title: "e2e: <!channel> \u{1F600} " + String(repeating: "x", count: 9_000),
        severity: .critical,
        facts: (0..<40).map { Notice.Fact("fact \($0)", String(repeating: "v", count: 5_000)) },
        excerpt: (0..<400).map { "line \($0) ``` " + String(repeating: "y", count: 5_000) },
        time: 1_700_000_000
    )

    @Test("each form stays within what its channel takes, and says how much is left out")
    func budgets() {
        #expect(long.slack.serialized().count < 12_000)
        #expect(long.teams.serialized().count < 24_000)
        #expect(long.pagerduty(key: "k", dedup: "d").serialized().count < 100_000)
        #expect(long.webhook.serialized().count < 20_000)
        #expect(long.excerpt.first == "… 388 more")
        #expect(long.facts.last == .init("…", "20 more"))
        #expect(long.slack.text().contains("7 more"))
        let usual = Notice(
            kind: .triggered,
            incident: "i",
            title: "t",
            severity: .low,
            facts: (0..<14).map { .init("fact \($0)", "value") },
            time: 0
        )
        let sections = usual.slack["blocks"]?.array?.compactMap { $0["fields"]?.array?.count }
        #expect(sections == [10, 4], "what an incident knows is all shown")
        let wide = Notice(
            kind: .triggered,
            incident: "INC-1",
            title: String(repeating: "\u{1F600}", count: 900),
            severity: .low,
            facts: (0..<40).map { _ in
                .init("\u{1}\u{1F468}\u{200D}\u{1F469}", String(repeating: "\u{1F600}", count: 900))
            },
            excerpt: (0..<40).map { _ in String(repeating: "e\u{301}", count: 900) },
            time: 0
        )
        #expect(wide.teams.serialized().count < 24_000)
        #expect(wide.webhook.serialized().count < 20_000)
    }

    @Test("no text of a test mentions anybody or becomes a link")
    func mentions() {
        #expect(!long.slack.text().contains("<!channel>"))
        let issue = Notice(
            kind: .triggered,
            incident: "i",
            title: "t",
            severity: .low,
            facts: [.init("owner", "@everyone [x](y)")],
            excerpt: ["[press](https://evil.example)"],
            time: 0
        )
        #expect(issue.issue["body"]?.string?.contains("@everyone") == false)
        #expect(issue.issue["title"]?.string == "[low] t (i)", "a title has no markup, and none that is escaped")
        #expect(!issue.teams.text().contains("](") && issue.teams.text().contains("[press]"))
    }

    @Test("a mail is one thread an incident, and no title adds a header")
    func mail() {
        var notice = Notice(
            kind: .resolved,
            incident: "INC-7",
            thread: "ab12",
            title: "a\r\nBcc: x@y",
            severity: .low,
            time: 0
        )
        let text = notice.mail(
            from: "a@example.org",
            to: ["b@example.org"],
            id: "INC-7-2",
            domain: "example.org",
            date: "d"
        )
        #expect(!text.contains("\r\nBcc"))
        #expect(text.contains("In-Reply-To: <ab12.assay@example.org>"))
        #expect(text.contains("Auto-Submitted: auto-generated"))
        notice.isFirst = true
        let first = notice.mail(from: "a@b", to: ["c@d"], id: "ab12-1", domain: "b", date: "d")
        #expect(first.contains("Message-ID: <ab12.assay@b>"), "the first one is what the others answer")
        #expect(!first.contains("In-Reply-To"))
        #expect(first.contains("Subject: [low] a  Bcc: x@y (INC-7)\r\n"))
        #expect(text.contains("Subject: Re: [low] a  Bcc: x@y (INC-7)\r\n"), "threads have one subject")
        let odd = Notice(kind: .test, incident: "i", title: "\u{00FC}ber", severity: .low, time: 0)
        let encoded = odd.mail(from: "a@b", to: ["c@d"], id: "x", domain: "b", date: "d")
        #expect(encoded.contains("Subject: =?utf-8?B?"))
    }

    @Test("a notice reads back as it was written")
    func codec() {
        var notice = Notice(
            kind: .triggered,
            incident: "INC-1",
            thread: "t1",
            title: "t",
            severity: .high,
            facts: [.init("a", "b")],
            excerpt: ["x"],
            time: 5
        )
        (notice.isFirst, notice.link) = (true, "https://assay.example.org/runs/1")
        #expect(Notice(notice.json) == notice)
        #expect(Notice("x") == nil)
    }
}
