package import Scanning

/// The description of the API, as OpenAPI 3.1 has it: made of the pages themselves, so that none is forgotten.
package enum Interface {
    /// Where it is served.
    package static let path = Address.interface + "/openapi.json"

    package static func document(version: String) -> JSON {
        var paths: [JSON.Member] = [
            JSON.Member("\(Address.interface)/projects", ["get": reading("projects", "All projects", [])])
        ]
        for page in pages {
            var item: JSON = ["get": reading(page.name, page.summary, page.choices, page.places)]
            if page.name == "run" { item["put"] = sending }
            paths.append(JSON.Member("\(Address.interface)/projects/{project}\(page.path)", item))
        }
        paths += [
            JSON.Member("\(Address.interface)/projects/{project}/token", ["post": entering]),
            JSON.Member("\(Address.interface)/projects/{project}/runs/{run}/events", ["post": telling]),
        ]
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Assay", "version": JSON(version),
                "description":
                    "Every page of the dashboard as data. Times are seconds since 1970, durations seconds, shares between 0 and 1.",
            ],
            "paths": .object(paths),
            "components": [
                "schemas": ["View": view, "Problem": problem],
                "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
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
            choices: ["branch", "verdict", "q", "before"]
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
        Entry(name: "gates", path: "/gates", summary: "Criteria over time", choices: ["branch", "gate"]),
        Entry(name: "review", path: "/review", summary: "The review of a month", choices: ["branch", "month"]),
        Entry(name: "compare", path: "/compare", summary: "Two runs side by side", choices: ["a", "b"]),
    ]

    private static func reading(
        _ name: String,
        _ summary: String,
        _ choices: [String],
        _ places: [String]? = nil
    ) -> JSON {
        var parameters: [JSON] = []
        if let places { parameters += (["project"] + places).map { parameter($0, in: "path", isRequired: true) } }
        let needed = ["key", "a", "b"]
        parameters += choices.map { parameter($0, in: "query", isRequired: needed.contains($0)) }
        parameters.append([
            "name": "format", "in": "query", "schema": ["type": "string", "enum": ["json", "csv"], "default": "json"],
        ])
        parameters.append(parameter("table", in: "query", isRequired: false))
        return [
            "operationId": JSON(name), "summary": JSON(summary), "parameters": JSON(parameters),
            "responses": [
                "200": [
                    "description": "The page's data",
                    "content": [
                        "application/json": ["schema": reference("View")], "text/csv": ["schema": ["type": "string"]],
                    ],
                ],
                "400": failure("No such form"), "404": failure("Nothing by that name"),
                "503": failure("The history cannot be read"),
            ],
        ]
    }

    private static let sending: JSON = [
        "operationId": "send_run", "summary": "Send a run: its record and its summary, packed by gzip",
        "security": [["token": []]],
        "parameters": [
            parameter("project", in: "path", isRequired: true), parameter("run", in: "path", isRequired: true),
            [
                "name": "assay-record-bytes", "in": "header", "required": true,
                "schema": ["type": "integer", "minimum": 1],
            ],
        ],
        "requestBody": ["required": true, "content": ["application/gzip": ["schema": ["type": "string"]]]],
        "responses": [
            "200": ["description": "Known already"], "201": ["description": "Taken in"], "400": failure("No run"),
            "401": failure("No valid token"), "404": failure("Another project"),
            "405": failure("Runs are not taken here"),
            "413": ["description": "Too large"], "429": failure("Too often"), "503": failure("It cannot be kept"),
        ],
    ]

    private static let entering: JSON = [
        "operationId": "enter_job", "summary": "Get a token for an hour by the identity token of a job's code host",
        "security": [["token": []]], "parameters": [parameter("project", in: "path", isRequired: true)],
        "responses": [
            "201": [
                "description": "The token",
                "content": [
                    "application/json": [
                        "schema": [
                            "type": "object", "required": ["token", "expires"],
                            "properties": ["token": ["type": "string"], "expires": ["type": "integer"]],
                        ]
                    ]
                ],
            ],
            "401": failure("Not believed"), "404": failure("Jobs are not believed here"), "429": failure("Too often"),
        ],
    ]

    private static let telling: JSON = [
        "operationId": "send_events", "summary": "Send events of a run that is under way, one object a line",
        "security": [["token": []]],
        "parameters": [
            parameter("project", in: "path", isRequired: true), parameter("run", in: "path", isRequired: true),
        ],
        "requestBody": ["required": true, "content": ["application/jsonl": ["schema": ["type": "string"]]]],
        "responses": [
            "200": [
                "description": "The number of the event that is waited for",
                "content": [
                    "application/json": [
                        "schema": [
                            "type": "object", "required": ["next"], "properties": ["next": ["type": "integer"]],
                        ]
                    ]
                ],
            ],
            "400": failure("No events of this run"), "401": failure("No valid token"),
            "404": failure("Another project"), "413": ["description": "Too large"], "429": failure("Too often"),
        ],
    ]

    private static func parameter(_ name: String, in place: String, isRequired: Bool) -> JSON {
        ["name": JSON(name), "in": JSON(place), "required": JSON(isRequired), "schema": ["type": "string"]]
    }

    private static func reference(_ name: String) -> JSON { ["$ref": JSON("#/components/schemas/\(name)")] }

    private static func failure(_ description: String) -> JSON {
        [
            "description": JSON(description),
            "content": ["application/problem+json": ["schema": reference("Problem")]],
        ]
    }

    private static let view: JSON = [
        "type": "object", "required": ["title"],
        "description": "Each block of the page by its id.",
        "properties": ["title": ["type": "string"], "summary": ["type": "string"], "verdict": ["type": "string"]],
        "additionalProperties": true,
    ]

    private static let problem: JSON = [
        "type": "object", "required": ["title", "status", "detail"],
        "properties": ["title": ["type": "string"], "status": ["type": "integer"], "detail": ["type": "string"]],
    ]
}
