import Responding

/// What a member of a project may do about its incidents.
enum IncidentForms {
    static func onAll(_ address: Address, _ facts: IncidentsPage.Facts, _ now: Double) -> [View.Block] {
        var blocks: [View.Block] = []
        let open = facts.open
        let unanswered = open.filter { $0.acknowledgedBy == nil }
        if !unanswered.isEmpty { blocks.append(answer(address, unanswered)) }
        let subjects = [Silence.everything] + open.map(\.id) + facts.alerts
        blocks.append(
            block(
                "silence",
                "Tell nobody for a while",
                address,
                [
                    ViewForm.Field("subject", "Of", .choice(subjects)),
                    ViewForm.Field("hours", "Hours", .choice(["1", "4", "12", "24", "72", "168"])),
                    ViewForm.Field("reason", "Why"),
                ],
                button: "Silence it"
            )
        )
        let standing = facts.silences.filter { $0.isInForce(at: now) }
        if !standing.isEmpty {
            let field = ViewForm.Field("silence", "Silence", .choice(standing.map(\.id)))
            blocks.append(block("unsilence", "", address, [field], button: "End it"))
        }
        return blocks
    }

    static func answer(_ address: Address, _ incidents: [Incident]) -> View.Block {
        let field = ViewForm.Field("incident", "Incident", .choice(incidents.map(\.id)))
        return block("acknowledge", "Look after one", address, [field], button: "I look after it")
    }

    private static func block(
        _ id: String,
        _ title: String,
        _ address: Address,
        _ fields: [ViewForm.Field],
        button: String
    ) -> View.Block {
        let hidden = ViewForm.Field("do", "", .hidden, value: id)
        return View.Block(id, title, .form(ViewForm(address.to(.incidents).path, [hidden] + fields, button: button)))
    }
}
