package import Scanning

/// What a description of an API (OpenAPI 3, or Swagger 2's paths and parameters) says of requests.
package struct APIContract: Sendable {
    private struct Parameter: Sendable {
        var name: String
        /// `path`, `query`, `header` or `cookie`.
        var place: String
        var isRequired: Bool
        var schema: JSON?
    }

    private struct Operation: Sendable {
        var method: String
        var parameters: [Parameter]
        /// By media type; empty where no body is described.
        var bodies: [(type: String, schema: JSON?)]
        var needsBody: Bool
    }

    private struct Path: Sendable {
        var template: PathTemplate
        var operations: [Operation]
    }

    private let paths: [Path]
    /// What stands in front of all paths, from `servers`; requests may come with it or without.
    private let prefixes: [[Substring]]
    private let schemas: JSONSchemaCheck

    /// Why a document describes no API, as a fragment.
    package struct Problem: Error, Sendable, Hashable {
        package var message: String
    }

    package init(_ document: JSON) throws(Problem) {
        guard document["openapi"]?.string?.hasPrefix("3.") == true else {
            throw Problem(message: "this is no OpenAPI document of version 3: 'openapi: 3.x' is missing")
        }
        guard let listed = document["paths"]?.object else { throw Problem(message: "the document has no 'paths'") }
        let schemas = JSONSchemaCheck(document)
        var paths: [Path] = []
        for member in listed {
            if let problem = PathTemplate.problem(member.key) {
                throw Problem(message: "path '\(member.key)': \(problem)")
            }
            let item = schemas.resolved(member.value)
            let shared = Self.parameters(item, schemas)
            let operations = (item.object ?? []).compactMap { entry -> Operation? in
                let method = entry.key.uppercased()
                guard Self.methods.contains(method) else { return nil }
                return Self.operation(method, schemas.resolved(entry.value), shared, schemas)
            }
            paths.append(Path(template: PathTemplate(member.key), operations: operations))
        }
        // What says more goes first.
        self.paths = paths.sorted { $0.template.specificity > $1.template.specificity }
        self.schemas = schemas
        prefixes = (document["servers"]?.array ?? []).compactMap { server in
            guard let url = server["url"]?.string else { return nil }
            let path = url.firstRange(of: "://").map { url[$0.upperBound...].drop { $0 != "/" } } ?? url[...]
            let segments = path.split(separator: "/").map { Substring(String($0)) }
            return segments.isEmpty ? nil : segments
        }
    }

    private static let methods: Set<String> = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"]

    private static func operation(
        _ method: String,
        _ operation: JSON,
        _ shared: [Parameter],
        _ schemas: JSONSchemaCheck
    ) -> Operation {
        let own = parameters(operation, schemas)
        let inherited = shared.filter { other in !own.contains { $0.name == other.name && $0.place == other.place } }
        let body = operation["requestBody"].map(schemas.resolved)
        return Operation(
            method: method,
            parameters: own + inherited,
            bodies: (body?["content"]?.object ?? []).map { ($0.key.lowercased(), $0.value["schema"]) },
            needsBody: body?["required"]?.bool == true
        )
    }

    private static func parameters(_ owner: JSON, _ schemas: JSONSchemaCheck) -> [Parameter] {
        (owner["parameters"]?.array ?? []).compactMap { listed in
            let parameter = schemas.resolved(listed)
            guard let name = parameter["name"]?.string, let place = parameter["in"]?.string else { return nil }
            return Parameter(
                name: name,
                place: place,
                isRequired: parameter["required"]?.bool == true,
                schema: parameter["schema"]
            )
        }
    }

    /// What a request is other than the description allows; none where it may come.
    package func problems(of request: MockRequest, _ json: JSON?) -> [String] {
        guard let (path, segments) = path(request.segments) else { return ["no path of it is \(request.path)"] }
        guard let operation = path.operations.first(where: { $0.method == request.method }) else {
            let known = path.operations.map(\.method).sorted().joined(separator: ", ")
            return ["\(path.template.text) has no \(request.method); it has \(known)"]
        }
        let values = path.template.parameters(of: segments)
        var problems: [String] = []
        for parameter in operation.parameters {
            let given: String?
            switch parameter.place {
            case "path": given = values[parameter.name]
            case "query": given = request.query(parameter.name)
            case "header": given = request.header(parameter.name.lowercased())
            default: continue
            }
            guard let given else {
                if parameter.isRequired {
                    problems.append("the \(parameter.place) parameter '\(parameter.name)' is missing")
                }
                continue
            }
            if let schema = parameter.schema {
                let value = schemas.scalar(given, schema)
                problems += schemas.problems(of: value, schema, at: "\(parameter.place) parameter '\(parameter.name)'")
            }
        }
        return Array((problems + bodyProblems(request, json, operation)).prefix(20))
    }

    private func path(_ segments: [Substring]) -> (Path, [Substring])? {
        let ways =
            [segments] + prefixes.filter { segments.starts(with: $0) }.map { Array(segments.dropFirst($0.count)) }
        for way in ways {
            if let path = paths.first(where: { $0.template.matches(way) }) { return (path, way) }
        }
        return nil
    }

    private func bodyProblems(_ request: MockRequest, _ json: JSON?, _ operation: Operation) -> [String] {
        guard request.bodyLength > 0 else { return operation.needsBody ? ["the body is missing"] : [] }
        guard !operation.bodies.isEmpty else { return [] }
        let type = (request.header("content-type") ?? "").split(separator: ";").first.map { $0.lowercased() } ?? ""
        let described = operation.bodies.first { body in
            body.type == type || body.type == "*/*"
                || (body.type.hasSuffix("/*") && type.hasPrefix(body.type.dropLast()))
        }
        guard let described else {
            let known = operation.bodies.map(\.type).joined(separator: ", ")
            return ["the body is '\(type.isEmpty ? "of no type" : type)'; it may be \(known)"]
        }
        guard type.hasSuffix("json"), let schema = described.schema else { return [] }
        guard request.isWhole else { return ["the body has \(request.bodyLength) bytes, more than are looked at"] }
        guard let json else { return ["the body is no JSON"] }
        return schemas.problems(of: json, schema, at: "body")
    }
}
