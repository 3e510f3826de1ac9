import Core
package import Scanning

/// A notice in the forms that channels take, each well within what the channel allows.
extension Notice {
    /// Blocks of Slack, and the text that stands for them.
    package var slack: JSON {
        // What Slack takes for a mention or a link, in signs of one's own: escaped, a header may be too long.
        let signs = headline.replacing("&", with: "+").replacing("<", with: "\u{2039}").replacing(">", with: "\u{203A}")
        let plain: (String) -> JSON = { ["type": "plain_text", "text": JSON(Self.cut($0, 140))] }
        var blocks: [JSON] = [["type": "header", "text": plain(signs)]]
        let fields = slackFields
        for start in stride(from: 0, to: fields.count, by: Self.slackSection) {
            let part = fields[start..<min(fields.count, start + Self.slackSection)]
            blocks.append(["type": "section", "fields": JSON(Array(part))])
        }
        if !excerpt.isEmpty {
            let text = Self.slackText(excerpt.joined(separator: "\n")).replacing("```", with: "'''")
            blocks.append(["type": "section", "text": ["type": "mrkdwn", "text": JSON("```\(text.prefix(2_800))```")]])
        }
        if let link {
            let button: JSON = ["type": "button", "text": plain("Show"), "url": JSON(link)]
            blocks.append(["type": "actions", "elements": [button]])
        }
        return ["text": JSON(Self.slackText(headline)), "blocks": JSON(blocks)]
    }

    /// Fields that a section takes.
    private static let slackSection = 10
    /// Bytes of all fields: a message of some 13,000 is refused as a whole.
    private static let slackBudget = 4_500

    private var slackFields: [JSON] {
        var texts: [String] = []
        var bytes = 0
        for fact in facts {
            let text = "*\(Self.slackText(fact.name))*\n\(Self.slackText(fact.value))"
            bytes += text.utf8.count
            guard bytes <= Self.slackBudget else {
                texts.append("*…*\n\(facts.count - texts.count) more")
                break
            }
            texts.append(text)
        }
        return texts.map { ["type": "mrkdwn", "text": JSON($0)] }
    }

    /// What Slack would take for a mention or a link.
    private static func slackText(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    /// A message of a workflow of Teams, with an Adaptive Card.
    package var teams: JSON {
        var body: [JSON] = [
            [
                "type": "TextBlock", "text": JSON(Self.cardText(headline)), "weight": "Bolder", "size": "Medium",
                "wrap": true,
            ]
        ]
        let shown: [JSON] = facts.map { ["title": JSON($0.name), "value": JSON(Self.cardText($0.value))] }
        if !shown.isEmpty { body.append(["type": "FactSet", "facts": JSON(shown)]) }
        if !excerpt.isEmpty {
            body.append([
                "type": "TextBlock", "text": JSON(Self.cardText(excerpt.joined(separator: "\n\n"))),
                "fontType": "Monospace", "wrap": true,
            ])
        }
        let actions: [JSON] = link.map { [["type": "Action.OpenUrl", "title": "Show", "url": JSON($0)]] } ?? []
        let card: JSON = [
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4",
            "body": JSON(body), "actions": JSON(actions),
        ]
        return [
            "type": "message",
            "attachments": [
                [
                    "contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": .null, "content": card,
                ]
            ],
        ]
    }

    /// A card shows links where a text has their form.
    private static func cardText(_ text: String) -> String { text.replacing("](", with: "]\u{200B}(") }

    /// An event of PagerDuty, version 2.
    package func pagerduty(key: String, dedup: String) -> JSON {
        let action =
            switch kind {
            case .acknowledged, .recovered: "acknowledge"
            case .resolved: "resolve"
            case .triggered, .flapping, .test, .alert: "trigger"
            }
        let words: [Severity: String] = [.low: "info", .medium: "warning", .high: "error", .critical: "critical"]
        let details = JSON.object(
            facts.map { JSON.Member($0.name, JSON($0.value)) } + [
                JSON.Member("excerpt", JSON(excerpt.joined(separator: "\n")))
            ]
        )
        return [
            "routing_key": JSON(key), "event_action": JSON(action), "dedup_key": JSON(String(dedup.prefix(255))),
            "payload": [
                "summary": JSON(headline), "source": "assay", "severity": JSON(words[severity] ?? "error"),
                "timestamp": JSON(moment), "component": JSON(facts.first { $0.name == "component" }?.value ?? ""),
                "custom_details": details,
            ],
            "links": JSON(link.map { [["href": JSON($0), "text": "Assay"]] } ?? []),
        ]
    }

    /// The body of a webhook.
    package var webhook: JSON {
        let type = kind == .test || kind == .alert ? kind.rawValue : "incident.\(kind.rawValue)"
        return ["type": JSON(type), "timestamp": JSON(moment), "data": json]
    }

    /// `2026-12-31T23:59:59Z`.
    private var moment: String {
        guard let day = CalendarDay(containing: time) else { return "" }
        let rest = Int(time - day.start)
        let two = CalendarDay.two
        return "\(day)T\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }

    /// An issue of GitHub.
    package var issue: JSON {
        let list = facts.map { "- \($0.name): \(Self.markdown($0.value))" }.joined(separator: "\n")
        let code =
            excerpt.isEmpty
            ? ""
            : "\n\n```\n"
                + excerpt.map { $0.replacing("```", with: "'''") }
                .joined(separator: "\n") + "\n```"
        let more = link.map { "\n\n\($0)" } ?? ""
        return ["title": JSON(headline), "body": JSON(list + code + more), "labels": ["incident"]]
    }

    /// Neither mentions nor links of its own making.
    private static func markdown(_ text: String) -> String {
        text.replacing("@", with: "@\u{200B}").replacing("<", with: "&lt;").replacing("[", with: "\\[")
    }

    /// That of all mails of a thread is one: programs tell threads by it, too.
    private var subject: String {
        switch kind {
        case .test, .alert: headline
        case .triggered, .acknowledged, .recovered, .resolved, .flapping:
            (isFirst ? "" : "Re: ") + "[\(severity.rawValue)] \(title) (\(incident))"
        }
    }

    /// A mail; the messages on one incident are one thread.
    ///
    /// `id` is unique to the message, `domain` that of the sender.
    package func mail(from: String, to: [String], id: String, domain: String, date: String) -> String {
        let root = "<\(thread).assay@\(domain)>"
        let own = isFirst ? root : "<\(id).assay@\(domain)>"
        var head = [
            "From: \(from)", "To: \(to.joined(separator: ", "))", "Subject: \(Self.encoded(subject))", "Date: \(date)",
            "Message-ID: \(own)", "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
        ]
        if own != root { head += ["In-Reply-To: \(root)", "References: \(root)"] }
        let body = Base64.encode(Array((lines.joined(separator: "\r\n") + "\r\n").utf8))
        var wrapped: [String] = []
        var rest = Substring(body)
        while !rest.isEmpty {
            wrapped.append(String(rest.prefix(76)))
            rest = rest.dropFirst(76)
        }
        return (head + [""] + wrapped).joined(separator: "\r\n") + "\r\n"
    }

    /// An encoded word of RFC 2047 for each piece of what is not plain ASCII.
    private static func encoded(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
        var words: [String] = []
        var piece: [UInt8] = []
        for character in text {
            let bytes = Array(String(character).utf8)
            if piece.count + bytes.count > 42 {
                words.append("=?utf-8?B?\(Base64.encode(piece))?=")
                piece = []
            }
            piece += bytes.prefix(42)
        }
        words.append("=?utf-8?B?\(Base64.encode(piece))?=")
        return words.joined(separator: "\r\n ")
    }
}
