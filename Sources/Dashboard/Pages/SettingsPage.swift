import Reports
import Scanning

/// What may be settled of a project on the server.
package enum SettingsPage {
    package struct Token: Sendable {
        package var id: String
        /// `send` or `ask`.
        package var use: String
        /// Seconds since 1970.
        package var expires: Double
        /// nil where it was never used, as far as is known.
        package var used: Double?

        package init(id: String, use: String, expires: Double, used: Double?) {
            self.id = id
            self.use = use
            self.expires = expires
            self.used = used
        }
    }

    package struct Facts: Sendable {
        package var tokens: [Token] = []
        /// Account and role.
        package var members: [(account: String, role: String)] = []
        /// What may send runs without a token: host, issuer, repository, owner.
        package var jobs: [[String]] = []
        /// Whose word may be believed; empty where jobs need a token.
        package var issuers: [String] = []
        /// Bytes of what is kept, and of what may be.
        package var used = 0
        package var quota = 0
        /// The text of a token that was just made; it is shown this once.
        package var fresh: String?
        package var notice = ""

        package init() {}
    }

    package static func view(_ address: Address, _ facts: Facts) -> View {
        var blocks: [View.Block] = []
        if let fresh = facts.fresh {
            blocks.append(
                View.Block("fresh", "The new token", .lines([fresh]), note: "It is shown this once, and kept nowhere.")
            )
        }
        blocks.append(View.Block("room", "", .tiles([room(facts)])))
        blocks += tokens(address, facts) + jobs(address, facts)
        let members = facts.members.map { [Cell($0.account), Cell($0.role)] }
        let table = View.Table(
            [View.Column("account", "Account"), View.Column("role", "Role")],
            members,
            empty: "Nobody but those who run the server."
        )
        blocks.append(
            View.Block("members", "Members", .table(table), note: "Whoever runs the server gives roles on its page.")
        )
        return View("Settings", lead: facts.notice, blocks: blocks)
    }

    private static func room(_ facts: Facts) -> View.Tile {
        View.Tile(
            "used",
            "Kept",
            Cell("\(facts.used >> 20) MiB", JSON(facts.used)),
            detail: facts.quota > 0 ? "of \(facts.quota >> 20) MiB" : "without a limit"
        )
    }

    private static func tokens(_ address: Address, _ facts: Facts) -> [View.Block] {
        let rows = facts.tokens.map { token -> [Cell] in
            [
                Cell(token.id, nil, .code), Cell(words(token), JSON(token.use)), .time(token.expires),
                .maybe(token.used) { .time($0) },
            ]
        }
        let table = View.Table(
            [
                View.Column("token", "Token"), View.Column("use", "May"), View.Column("expires", "Holds until"),
                View.Column("used", "Used last"),
            ],
            rows,
            empty: "None holds: nobody can send runs by a token."
        )
        let make = ViewForm(
            address.to(.settings).path,
            [
                ViewForm.Field("do", "", .hidden, value: "token"),
                ViewForm.Field("use", "May (send runs, or ask what may be deployed)", .choice(["send", "ask"])),
                ViewForm.Field("days", "Days", .choice(["30", "90", "180", "365"]), value: "90"),
            ],
            button: "Make a token"
        )
        var blocks = [
            View.Block("tokens", "Tokens of programs", .table(table)), View.Block("make", "", .form(make)),
        ]
        if !facts.tokens.isEmpty {
            let revoke = ViewForm(
                address.to(.settings).path,
                [
                    ViewForm.Field("do", "", .hidden, value: "revoke"),
                    ViewForm.Field("token", "Token", .choice(facts.tokens.map(\.id))),
                ],
                button: "Revoke it"
            )
            blocks.append(View.Block("revoke", "", .form(revoke)))
        }
        return blocks
    }

    private static func words(_ token: Token) -> String {
        token.use == "ask" ? "ask what may be deployed" : "send runs"
    }

    private static func jobs(_ address: Address, _ facts: Facts) -> [View.Block] {
        let table = View.Table(
            [
                View.Column("host", "Host"), View.Column("issuer", "Issuer"), View.Column("repository", "Repository"),
                View.Column("owner", "Owner"),
            ],
            facts.jobs.map { $0.map { Cell($0) } },
            empty: "None: jobs of no code host are believed without a token."
        )
        let block = View.Block("jobs", "Jobs that send runs without a token", .table(table))
        guard !facts.issuers.isEmpty else { return facts.jobs.isEmpty ? [] : [block] }
        let trust = ViewForm(
            address.to(.settings).path,
            [
                ViewForm.Field("do", "", .hidden, value: "trust"),
                ViewForm.Field("host", "Host", .choice(["github", "gitlab"])),
                ViewForm.Field("issuer", "Issuer", .choice(facts.issuers)),
                ViewForm.Field("repository", "Number of the repository"),
                ViewForm.Field("owner", "Number of its owner"),
            ],
            button: "Believe its jobs"
        )
        return [block, View.Block("trust", "", .form(trust))]
    }
}
