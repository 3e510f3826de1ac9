import Testing

@Suite("Code hosts that Assay's own mock plays")
struct PlayedHostTests {
    private let head = String(repeating: "ab", count: 20)

    /// A project with a run of sixty failed tests, each at a line of its own.
    private func project() -> Folder {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: tests, steps: [unit]}]}
            steps: {unit: {run: cp given.xml r.xml, reports: r.xml}}
            """,
            to: "assay.yaml"
        )
        let cases = (1...60).map { index in
            "<testcase classname=\"shop\" name=\"t\(index)\" file=\"src/shop.py\" line=\"\(index)\">"
                + "<failure message=\"wrong\"/></testcase>"
        }
        folder.write("<testsuite name=\"s\">\(cases.joined())</testsuite>", to: "given.xml")
        #expect(Program.assay("run", in: folder).code == 1)
        folder.write("{\"pull_request\": {\"number\": 7, \"head\": {\"sha\": \"\(head)\"}}}", to: "event.json")
        return folder
    }

    /// Posts to a host that these stubs play: the exit code is 0 where each was asked as often as it expects, and nothing
    /// else was.
    private func post(to stubs: String, as address: String, with environment: [String: String]) -> Program.Ended {
        let folder = project()
        folder.write(stubs, to: "host.yaml")
        var environment = environment
        environment["CI"] = "true"
        if environment["GITHUB_ACTIONS"] != nil { environment["GITHUB_EVENT_PATH"] = "\(folder.path)/event.json" }
        let script = "\(address) exec '\(Program.assay)' ci post"
        let command = [Program.assay, "mock", "host.yaml", "--report", "mock.json", "--run", "sh", "-c", script]
        return Program.run(command, in: folder, environment: environment)
    }

    /// So many remarks of other people, as a host lists them.
    private static func remarks(_ count: Int) -> String {
        "[" + (1...count).map { "{id: \($0), body: \"remark \($0)\"}" }.joined(separator: ", ") + "]"
    }

    @Test("GitHub: portions of a check that it does not know at once, comments over two pages, a secondary limit")
    func gitHub() {
        let stubs = """
            mock: {name: github}
            stubs:
              - name: the check, with the first of its annotations
                request:
                  method: POST
                  path: /repos/o/r/check-runs
                  headers: {Authorization: Bearer T}
                  body:
                    json: {name: assay, head_sha: \(head), status: completed, conclusion: failure}
                    at: {output.annotations.49.annotation_level: failure}
                response: {status: 201, json: {id: 5}}
                expect: {times: 1}
              - name: the others
                request:
                  method: PATCH
                  path: /repos/o/r/check-runs/5
                  body: {at: {output.annotations.9.path: src/shop.py}}
                response: {status: 200, json: {}}
                faults: {status: 404, first: 1}
                expect: {times: 2}
              - name: comments
                request: {method: GET, path: /repos/o/r/issues/7/comments, query: {page: "1"}}
                response: {status: 200, json: \(Self.remarks(100))}
                faults: {status: 403, retry_after: 1, first: 1}
                expect: {times: 2}
              - name: more comments
                request: {method: GET, path: /repos/o/r/issues/7/comments, query: {page: "2"}}
                response: {status: 200, json: [{id: 900, body: "<!-- assay: report -->\\nof yesterday"}]}
                expect: {times: 1}
              - name: the edit
                request:
                  method: PATCH
                  path: /repos/o/r/issues/comments/900
                  body: {at: {body: {contains: "❌ fail"}}}
                response: {status: 200, json: {}}
                expect: {times: 1}
            """
        let ended = post(
            to: stubs,
            as: "GITHUB_API_URL=\"$MOCK_URL\"",
            with: ["GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "o/r", "GITHUB_TOKEN": "T"]
        )
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(ended.err.contains("comment: edited on #7"), "\(ended.err)")
    }

    @Test("GitLab: notes over two pages, a limit that is waited for, a status that the token may not set")
    func gitLab() {
        let place = "/api/v4/projects/5"
        let stubs = """
            mock: {name: gitlab}
            stubs:
              - name: the status
                request: {method: POST, path: \(place)/statuses/c0ffee, body: {json: {name: assay, state: failed}}}
                response: {status: 403, json: {message: 403 Forbidden}}
                expect: {times: 1}
              - name: notes
                request:
                  method: GET
                  path: \(place)/merge_requests/3/notes
                  query: {page: "1"}
                  headers: {PRIVATE-TOKEN: G}
                response: {status: 200, json: \(Self.remarks(100))}
                expect: {times: 1}
              - name: more notes
                request: {method: GET, path: \(place)/merge_requests/3/notes, query: {page: "2"}}
                response: {status: 200, json: [{id: 900, body: "<!-- assay: report -->\\nof yesterday"}]}
                expect: {times: 1}
              - name: the edit
                request:
                  method: PUT
                  path: \(place)/merge_requests/3/notes/900
                  body: {at: {body: {contains: "❌ fail"}}}
                response: {status: 200, json: {}}
                faults: {status: 429, retry_after: 1, first: 1}
                expect: {times: 2}
            """
        let ended = post(
            to: stubs,
            as: "CI_API_V4_URL=\"$MOCK_URL/api/v4\"",
            with: [
                "GITLAB_CI": "true", "CI_PROJECT_ID": "5", "CI_COMMIT_SHA": "c0ffee", "CI_MERGE_REQUEST_IID": "3",
                "GITLAB_TOKEN": "G",
            ]
        )
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(ended.err.contains("note: edited on !3") && ended.err.contains("warning: no status"), "\(ended.err)")
    }
}
