import Reports

/// What a person can do with their own account.
package enum AccountPage {
    package struct Facts: Sendable {
        package var name: String
        package var hasPassword = false
        package var sessions = 0
        package var hasSecondFactor = false
        /// Of a second factor that waits for its first code; nil for none.
        package var secret: String?
        /// Of the key that signs approvals, in base64; nil where there is none.
        package var publicKey: String?
        package var notice = ""

        package init(name: String) { self.name = name }
    }

    package static func view(_ facts: Facts) -> View {
        var blocks: [View.Block] = []
        if facts.hasPassword {
            blocks.append(
                block(
                    "change",
                    "Password",
                    [
                        ViewForm.Field("name", "", .username, value: facts.name),
                        ViewForm.Field("old", "Password", .password(complete: "current-password")),
                        ViewForm.Field("password", "New password", .password(complete: "new-password")),
                    ],
                    button: "Change it, and sign out everywhere else"
                )
            )
        }
        blocks += factor(facts) + key(facts)
        blocks.append(View.Block("out", "Sessions", .form(ViewForm("/sign-out", [], button: "Sign out here"))))
        let all = ViewForm(
            "/sign-out",
            [ViewForm.Field("all", "", .hidden, value: "yes")],
            button: "Sign out everywhere"
        )
        blocks.append(View.Block("out_all", "", .form(all)))
        let sessions = "\(Display.count(facts.sessions, "session")), this one among them"
        return View(facts.name, lead: facts.notice.isEmpty ? sessions : facts.notice, blocks: blocks)
    }

    private static let code = ViewForm.Field("code", "Code", .text(complete: "one-time-code"))

    private static func factor(_ facts: Facts) -> [View.Block] {
        let title = "Second factor"
        if facts.hasSecondFactor { return [doing("remove", title, [code], button: "Do without it")] }
        guard let secret = facts.secret else { return [doing("factor", title, [], button: "Set one up")] }
        let name = Escaping.url(facts.name)
        return [
            View.Block(
                "secret",
                title,
                .lines([secret, "otpauth://totp/Assay:\(name)?secret=\(secret)&issuer=Assay"]),
                note:
                    "For an authenticator that makes codes of six digits; it is shown until the first of them is typed."
            ),
            doing("confirm", "", [code], button: "Use it"),
        ]
    }

    private static func key(_ facts: Facts) -> [View.Block] {
        let title = "Key for approvals"
        guard let key = facts.publicKey else { return [doing("key", title, [], button: "Make my key")] }
        return [
            View.Block(
                "public_key",
                title,
                .lines([
                    "YOUR-NAME-dashboard: {public_key: \"\(key)\", person: YOUR NAME, role: YOUR ROLE, "
                        + "criteria: [approval.production]}"
                ]),
                note:
                    "It signs what you approve here. It counts once this stands below `attestation_keys` of the project, "
                    + "on the protected branch."
            )
        ]
    }

    private static func doing(
        _ what: String,
        _ title: String,
        _ fields: [ViewForm.Field],
        button: String
    ) -> View.Block {
        block(what, title, [ViewForm.Field("do", "", .hidden, value: what)] + fields, button: button)
    }

    private static func block(
        _ id: String,
        _ title: String,
        _ fields: [ViewForm.Field],
        button: String
    ) -> View.Block {
        View.Block(id, title, .form(ViewForm("/account", fields, button: button)))
    }
}
