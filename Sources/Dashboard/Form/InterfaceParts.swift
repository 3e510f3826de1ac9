import Scanning

/// The operations of the API.
enum InterfaceParts {
    static func reading(
        _ name: String,
        _ summary: String,
        _ choices: [String],
        _ places: [String]? = nil,
        isGuarded: Bool = false
    ) -> JSON {
        var parameters: [JSON] = []
        let isOfProject = places != nil || name == "settings"
        if isOfProject { parameters += (["project"] + (places ?? [])).map { place($0) } }
        let needed = ["key"]
        parameters += choices.map { parameter($0, in: "query", isRequired: needed.contains($0)) }
        parameters.append([
            "name": "format", "in": "query", "schema": ["type": "string", "enum": ["json", "csv"], "default": "json"],
        ])
        parameters.append(parameter("table", in: "query", isRequired: false))
        var operation: JSON = [
            "operationId": JSON(name), "summary": JSON(summary), "parameters": JSON(parameters),
            "responses": [
                "200": [
                    "description": "The page's data",
                    "content": [
                        "application/json": ["schema": reference("View")], "text/csv": ["schema": ["type": "string"]],
                    ],
                ],
                "400": failure("No such form"), "401": failure("Sign in first"), "403": failure("Not yours to read"),
                "404": failure("Nothing by that name"), "429": failure("Too often"),
                "503": failure("The history cannot be read"),
            ],
        ]
        if isGuarded { operation["security"] = [["session": []]] }
        return operation
    }

    /// Those that are no page's data, by their path behind the beginning of all.
    static let others: [(path: String, item: JSON)] = [
        ("/openapi.json", ["get": describing]),
        ("/projects/{project}/token", ["post": entering]),
        ("/projects/{project}/reports", ["post": uploading]),
        ("/projects/{project}/runs/{run}/events", ["post": telling]),
        ("/github", ["post": hearing]),
        ("/projects/{project}/deployable", ["get": asking(isKept: false), "post": asking(isKept: true)]),
    ]

    private static let describing: JSON = [
        "operationId": "openapi", "summary": "This document",
        "responses": [
            "200": [
                "description": "OpenAPI 3.1", "content": ["application/json": ["schema": ["type": "object"]]],
            ]
        ],
    ]

    static let sending: JSON = [
        "operationId": "send_run", "summary": "Send a run: its record and its summary, packed by gzip",
        "security": [["token": []]],
        "parameters": [
            place("project"), place("run"),
            [
                "name": "assay-record-bytes", "in": "header", "required": true,
                "schema": ["type": "integer", "minimum": 1],
            ],
        ],
        "requestBody": ["required": true, "content": ["application/gzip": ["schema": ["type": "string"]]]],
        "responses": [
            "200": ["description": "Known already"], "201": ["description": "Taken in"], "400": failure("No run"),
            "401": failure("No valid token"), "403": failure("Not the job's run"), "404": failure("Another project"),
            "405": failure("Runs are not taken here"), "413": ["description": "Too large"],
            "429": failure("Too often"), "503": failure("It cannot be kept"), "507": failure("No room"),
        ],
    ]

    private static let uploading: JSON = [
        "operationId": "send_reports",
        "summary": "Send report files of any tool: one request for each part of a run, judged once all are here",
        "security": [["token": []]], "parameters": [place("project")],
        "requestBody": [
            "required": true,
            "content": [
                "multipart/form-data": [
                    "schema": [
                        "type": "object", "required": ["run", "report"],
                        "properties": [
                            "run": ["type": "string"], "shard": ["type": "string"], "shards": ["type": "string"],
                            "commit": ["type": "string"], "branch": ["type": "string"],
                            "pull_request": ["type": "string"], "deadline": ["type": "string"],
                            "report": ["type": "array", "items": ["type": "string"]],
                        ],
                    ]
                ]
            ],
        ],
        "responses": [
            "201": answer("Judged", ["run": "string", "id": "string", "state": "string", "verdict": "string"]),
            "202": answer(
                "Waits for other parts",
                ["run": "string", "id": "string", "state": "string", "missing": "array", "closes": "number"]
            ),
            "400": failure("No reports"), "401": failure("No valid token"), "403": failure("Not the job's run"),
            "404": failure("Another project"), "405": failure("Reports are not taken here"),
            "409": failure("Judged already, or not of the same run"), "413": ["description": "Too large"],
            "429": failure("Too often"), "503": failure("Not judged yet"), "507": failure("No room"),
        ],
    ]

    private static let entering: JSON = [
        "operationId": "enter_job", "summary": "Get a token for an hour by the identity token of a job's code host",
        "security": [["token": []]], "parameters": [place("project")],
        "responses": [
            "201": answer("The token", ["token": "string", "expires": "integer"]),
            "401": failure("Not believed"), "404": failure("Jobs are not believed here"), "429": failure("Too often"),
        ],
    ]

    private static let telling: JSON = [
        "operationId": "send_events", "summary": "Send events of a run that is under way, one object a line",
        "security": [["token": []]], "parameters": [place("project"), place("run")],
        "requestBody": ["required": true, "content": ["application/jsonl": ["schema": ["type": "string"]]]],
        "responses": [
            "200": answer("The number of the event that is waited for", ["next": "integer"]),
            "400": failure("No events of this run"), "401": failure("No valid token"),
            "404": failure("Another project"), "413": ["description": "Too large"], "429": failure("Too often"),
        ],
    ]

    private static let hearing: JSON = [
        "operationId": "hear_github", "summary": "Webhook of a GitHub App: a deployment waits for its protection rule",
        "parameters": [
            parameter("x-hub-signature-256", in: "header", isRequired: true),
            parameter("x-github-event", in: "header", isRequired: true),
        ],
        "requestBody": ["required": true, "content": ["application/json": ["schema": ["type": "object"]]]],
        "responses": [
            "200": answer("Nothing to decide", ["state": "string"]),
            "202": answer("It is decided, and GitHub told", ["state": "string"]),
            "400": failure("The callback is not GitHub's"), "401": failure("No valid signature"),
            "404": failure("No project believes that repository"), "413": ["description": "Too large"],
            "429": failure("Too often"), "503": failure("It cannot be kept"),
        ],
    ]

    private static func asking(isKept: Bool) -> JSON {
        var operation: JSON = [
            "operationId": isKept ? "decide_deployment" : "ask_deployable",
            "summary": isKept
                ? "Decide whether an artifact may be deployed, in the audit log"
                : "Whether an artifact may be deployed",
            "security": [["token": []], ["session": []]],
            "parameters": [
                place("project"), parameter("environment", in: "query", isRequired: !isKept),
                parameter("artifact", in: "query", isRequired: !isKept),
                parameter("commit", in: "query", isRequired: !isKept),
                [
                    "name": "format", "in": "query",
                    "schema": ["type": "string", "enum": ["json", "argo", "flagger", "github"], "default": "json"],
                ],
            ],
            "responses": [
                "200": [
                    "description": "The decision, in the form that was asked for",
                    "content": ["application/json": ["schema": ["type": "object"]]],
                ],
                "400": failure("The question is none"), "401": failure("No valid token"),
                "403": [
                    "description": "As `flagger`: it may not",
                    "content": [
                        "application/json": ["schema": ["type": "object"]],
                        "application/problem+json": ["schema": reference("Problem")],
                    ],
                ],
                "404": failure("Another project, or one without a configuration"), "429": failure("Too often"),
                "503": failure("The evidence or the audit log is broken"),
            ],
        ]
        if isKept {
            operation["requestBody"] = [
                "required": false, "content": ["application/json": ["schema": ["type": "object"]]],
            ]
        }
        return operation
    }

    // MARK: Pieces

    private static func place(_ name: String) -> JSON { parameter(name, in: "path", isRequired: true) }

    private static func parameter(_ name: String, in place: String, isRequired: Bool) -> JSON {
        ["name": JSON(name), "in": JSON(place), "required": JSON(isRequired), "schema": ["type": "string"]]
    }

    private static func answer(_ description: String, _ members: KeyValuePairs<String, String>) -> JSON {
        [
            "description": JSON(description),
            "content": [
                "application/json": [
                    "schema": [
                        "type": "object", "required": JSON(members.map { JSON($0.key) }),
                        "properties": .object(members.map { JSON.Member($0.key, ["type": JSON($0.value)]) }),
                    ]
                ]
            ],
        ]
    }

    private static func reference(_ name: String) -> JSON { ["$ref": JSON("#/components/schemas/\(name)")] }

    private static func failure(_ description: String) -> JSON {
        [
            "description": JSON(description),
            "content": ["application/problem+json": ["schema": reference("Problem")]],
        ]
    }

    static let view: JSON = [
        "type": "object", "required": ["title"],
        "description": "Each block of the page by its id.",
        "properties": ["title": ["type": "string"], "summary": ["type": "string"], "verdict": ["type": "string"]],
        "additionalProperties": true,
    ]

    static let problem: JSON = [
        "type": "object", "required": ["title", "status", "detail"],
        "properties": ["title": ["type": "string"], "status": ["type": "integer"], "detail": ["type": "string"]],
    ]
}
