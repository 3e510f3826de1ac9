import Dashboard
import Reports
import Scanning

/// The forms of answers.
enum Answers {
    static func text(_ status: Int, _ text: String) -> ServerResponse {
        ServerResponse(status, type: "text/plain; charset=utf-8", text)
    }

    /// RFC 9457 for programs.
    static func problem(
        _ status: Int,
        _ title: String,
        _ detail: String,
        isData: Bool,
        _ frame: PageFrame = PageFrame()
    ) -> ServerResponse {
        guard isData else {
            return ServerResponse(status, type: "text/html; charset=utf-8", ViewPage.problem(title, detail, frame))
        }
        let json: JSON = ["title": JSON(title), "status": JSON(status), "detail": JSON(detail)]
        return ServerResponse(status, type: "application/problem+json", json.serialized() + [0x0A])
    }

    static func missing(isData: Bool, _ frame: PageFrame = PageFrame()) -> ServerResponse {
        problem(404, "Not found", "There is no such page, or nothing by that name.", isData: isData, frame)
    }

    /// On to another page of our own.
    static func seeOther(_ path: String, headers: [Header] = []) -> ServerResponse {
        ServerResponse(303, type: "text/plain; charset=utf-8", "", headers: [Header("location", path)] + headers)
    }

    static func tooMany(_ wait: Double, isData: Bool) -> ServerResponse {
        var refusal = problem(429, "Too many requests", "Wait a moment.", isData: isData)
        refusal.headers.append(Header("retry-after", "\(Int(wait.rounded(.up)))"))
        return refusal
    }

    /// A page that has no data, such as one with a form.
    static func page(_ view: View, _ page: Page, _ frame: PageFrame, status: Int = 200) -> ServerResponse {
        ServerResponse(status, type: "text/html; charset=utf-8", ViewPage.html(view, at: Address(page), frame))
    }

    static func view(_ view: View, _ address: Address, isData: Bool, _ frame: PageFrame) -> ServerResponse {
        guard isData else {
            return ServerResponse(200, type: "text/html; charset=utf-8", ViewPage.html(view, at: address, frame))
        }
        switch address.query["format"] {
        case nil, "json":
            return ServerResponse(200, type: "application/json", ViewData.json(view).serialized() + [0x0A])
        case "csv":
            guard let text = ViewData.csv(view, table: address.query["table"]) else { return missing(isData: true) }
            return ServerResponse(
                200,
                type: "text/csv; charset=utf-8; header=present",
                text,
                headers: [Header("content-disposition", "attachment; filename=\"assay.csv\"")]
            )
        default:
            return problem(400, "No such form", "`format` is json or csv.", isData: true)
        }
    }

    /// A run's own page, which Assay has made: it may run its own script and use its own style, by their digests.
    static func report(_ page: [UInt8]) -> ServerResponse {
        let policy = PageLook.reportPolicy + "; frame-ancestors 'none'"
        return ServerResponse(
            200,
            type: "text/html; charset=utf-8",
            page,
            headers: [Header("content-security-policy", policy)]
        )
    }
}
