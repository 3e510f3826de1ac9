package import Scanning

/// The description of the API, as OpenAPI 3.1 has it: made of the pages themselves, so that none is forgotten.
package enum Interface {
    /// Where it is served.
    package static let path = Address.interface + "/openapi.json"

    package static func document(version: String) -> JSON {
        var paths = [
            JSON.Member(
                "\(Address.interface)/projects",
                ["get": InterfaceParts.reading("projects", "All projects", [])]
            )
        ]
        for page in pages {
            var item: JSON = ["get": InterfaceParts.reading(page.name, page.summary, page.choices, page.places)]
            if page.name == "run" { item["put"] = InterfaceParts.sending }
            paths.append(JSON.Member("\(Address.interface)/projects/{project}\(page.path)", item))
        }
        for page in ownPages {
            let reading = InterfaceParts.reading(page.name, page.summary, page.choices, isGuarded: true)
            paths.append(JSON.Member(Address.interface + page.path, ["get": reading]))
        }
        paths += InterfaceParts.others.map { JSON.Member(Address.interface + $0.path, $0.item) }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Assay", "version": JSON(version),
                "description":
                    "Every page of the dashboard as data. Times are seconds since 1970, durations seconds, shares between 0 and 1.",
            ],
            "paths": .object(paths),
            "components": [
                "schemas": ["View": InterfaceParts.view, "Problem": InterfaceParts.problem],
                "securitySchemes": [
                    "token": ["type": "http", "scheme": "bearer"],
                    "session": ["type": "apiKey", "in": "cookie", "name": "__Host-assay"],
                ],
            ],
        ]
    }

    private struct Entry {
        var name: String
        var path: String
        var summary: String
        /// What may be chosen, besides the form.
        var choices: [String] = []
        /// Names in the path, besides the project.
        var places: [String] = []
    }

    private static let pages = [
        Entry(name: "overview", path: "", summary: "A project at a glance", choices: ["branch"]),
        Entry(
            name: "runs",
            path: "/runs",
            summary: "Runs, newest first",
            choices: ["branch", "verdict", "q", "before", "run"]
        ),
        Entry(name: "run", path: "/runs/{run}", summary: "One run", places: ["run"]),
        Entry(
            name: "tests",
            path: "/tests",
            summary: "Tests of the last days",
            choices: ["branch", "q", "state", "sort", "page"]
        ),
        Entry(name: "test", path: "/test", summary: "One test", choices: ["key", "branch"]),
        Entry(name: "flaky", path: "/flaky", summary: "Tests that cannot be believed", choices: ["branch", "state"]),
        Entry(name: "coverage", path: "/coverage", summary: "Coverage", choices: ["branch", "q"]),
        Entry(name: "performance", path: "/performance", summary: "Performance", choices: ["branch", "machine"]),
        Entry(
            name: "gates",
            path: "/gates",
            summary: "Criteria over time, and what a proposed one would have made of the last runs",
            choices: ["branch", "gate", "criterion", "asks", "runs"]
        ),
        Entry(name: "releases", path: "/releases", summary: "What was deployed where", choices: ["environment"]),
        Entry(name: "incidents", path: "/incidents", summary: "Failures that somebody owns"),
        Entry(name: "incident", path: "/incidents/{incident}", summary: "One incident", places: ["incident"]),
        Entry(name: "review", path: "/review", summary: "The review of a month", choices: ["branch", "month"]),
        Entry(name: "compare", path: "/compare", summary: "Two runs side by side", choices: ["a", "b"]),
    ]

    /// For those who settle things.
    private static let ownPages = [
        Entry(name: "settings", path: "/projects/{project}/settings", summary: "What may be settled of a project"),
        Entry(name: "people", path: "/people", summary: "Everybody whom the server knows"),
        Entry(
            name: "audit",
            path: "/audit",
            summary: "What people and programs did",
            choices: ["kind", "q", "before"]
        ),
    ]
}
