import Core
import Reports
import Scanning

/// Signing in and out.
package enum SignInPage {
    /// The form, and another way in where there is one.
    ///
    /// `notice`: why the last try did not do; empty for the first one. `issuer`: the name of whoever else vouches for people,
    /// nil for nobody.
    package static func view(next: String, notice: String, issuer: String?) -> View {
        let form = ViewForm(
            "/sign-in",
            [
                ViewForm.Field("next", "", .hidden, value: next),
                ViewForm.Field("name", "Name", .text(complete: "username")),
                ViewForm.Field("password", "Password", .password(complete: "current-password")),
                ViewForm.Field(
                    "code",
                    "Code of a second factor, where you have one",
                    .text(complete: "one-time-code"),
                    isRequired: false
                ),
            ],
            button: "Sign in"
        )
        var blocks: [View.Block] = []
        if let issuer {
            // A link: a form may lead to no other server.
            let start = View.Link("Sign in with \(issuer)", Address(.startSignIn, Query().with("next", next)))
            blocks.append(View.Block("issuer", "", .links([start])))
        }
        blocks.append(View.Block("form", "", .form(form)))
        return View("Sign in", lead: notice, blocks: blocks)
    }

    /// For the first administrator, with the code that the server printed when it started.
    package static func first(notice: String) -> View {
        let form = ViewForm(
            "/sign-in/first",
            [
                ViewForm.Field("code", "Code that the server printed", .text(complete: "one-time-code")),
                ViewForm.Field("name", "Name", .text(complete: "username")),
                ViewForm.Field("password", "Password", .password(complete: "new-password")),
            ],
            button: "Make the first administrator"
        )
        return View("The first administrator", lead: notice, blocks: [View.Block("form", "", .form(form))])
    }
}

/// Everybody whom the server knows.
package enum PeoplePage {
    package struct Person: Sendable {
        package var id: String
        package var name: String
        package var isServerAdmin: Bool
        package var isDisabled: Bool
        /// Project and role, by project.
        package var roles: [(project: String, role: String)]

        package init(
            id: String,
            name: String,
            isServerAdmin: Bool,
            isDisabled: Bool,
            roles: [(project: String, role: String)]
        ) {
            self.id = id
            self.name = name
            self.isServerAdmin = isServerAdmin
            self.isDisabled = isDisabled
            self.roles = roles
        }
    }

    package static func view(_ people: [Person], projects: [String], roles: [String], notice: String) -> View {
        let columns = [
            View.Column("id", "Account"), View.Column("name", "Name"), View.Column("server_admin", "Runs the server"),
            View.Column("disabled", "Let in"), View.Column("roles", "Roles"),
        ]
        let rows = people.map { person -> [Cell] in
            let words = person.roles.map { "\($0.project): \($0.role)" }.joined(separator: ", ")
            return [
                Cell(person.id), Cell(person.name),
                Cell(person.isServerAdmin ? "yes" : "no", JSON(person.isServerAdmin)),
                Cell(person.isDisabled ? "no" : "yes", JSON(person.isDisabled)), Cell(words.isEmpty ? "—" : words),
            ]
        }
        let ids = people.map(\.id)
        var blocks = [View.Block("people", "", .table(View.Table(columns, rows, empty: "Nobody.")))]
        blocks.append(
            View.Block(
                "add",
                "Somebody new",
                .form(
                    ViewForm(
                        "/people",
                        [
                            ViewForm.Field("do", "", .hidden, value: "add"),
                            ViewForm.Field("account", "Name"),
                            ViewForm.Field("password", "First password", .password(complete: "new-password")),
                        ],
                        button: "Add"
                    )
                )
            )
        )
        if !projects.isEmpty {
            blocks.append(
                View.Block(
                    "role",
                    "A role in a project",
                    .form(
                        ViewForm(
                            "/people",
                            [
                                ViewForm.Field("do", "", .hidden, value: "role"),
                                ViewForm.Field("account", "Account", .choice(ids)),
                                ViewForm.Field("project", "Project", .choice(projects)),
                                ViewForm.Field("role", "Role", .choice(roles + ["none"])),
                            ],
                            button: "Set"
                        )
                    )
                )
            )
        }
        blocks.append(
            View.Block(
                "access",
                "Access to the server",
                .form(
                    ViewForm(
                        "/people",
                        [
                            ViewForm.Field("do", "", .hidden, value: "access"),
                            ViewForm.Field("account", "Account", .choice(ids)),
                            ViewForm.Field("access", "May", .choice(["sign in", "run the server", "not sign in"])),
                        ],
                        button: "Set"
                    )
                )
            )
        )
        return View("People", lead: notice.isEmpty ? Display.count(people.count, "account") : notice, blocks: blocks)
    }
}
