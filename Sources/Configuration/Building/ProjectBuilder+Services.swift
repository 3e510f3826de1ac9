import Core
import Criteria

extension ProjectBuilder {
    /// The services and their groups; what they name is noted as a reference.
    mutating func services() -> ServiceCatalogue {
        var catalogue = ServiceCatalogue()
        for entry in named("services") {
            checkServiceName(entry)
            let reader = entry.value
            if let members = reader.items {
                catalogue.groups.append(ServiceGroup(name: entry.name, members: members.compactMap(\.text)))
                refer(to: members)
            } else if let image = reader.text {
                catalogue.services.append(service(entry.name, image: image))
            } else if let service = service(entry) {
                catalogue.services.append(service)
            }
        }
        return catalogue
    }

    /// A name becomes a part of a file's name, of a placeholder and of variables.
    private func checkServiceName(_ entry: Reader.Entry) {
        let isPlain = entry.name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        }
        if !isPlain || entry.name.utf8.count > 60 {
            error(
                "'\(entry.name)' cannot be the name of a service: letters, digits, '_' and '-', at most 60",
                entry.key
            )
        }
    }

    mutating func refer(to services: [Reader]) {
        for item in services {
            guard let name = item.text else { continue }
            references.append(Reference(target: .service, name: name, node: item.node))
        }
    }

    private mutating func service(_ entry: Reader.Entry) -> Service? {
        let reader = entry.value
        _ = secretNames(reader)
        _ = reader["description"]?.text
        guard var service = provided(entry) else { return nil }
        addVersion(reader["version"], to: &service)
        if let ports = reader["ports"] { service.ports = self.ports(ports, of: service) }
        if case .preset = service.provider { checkPreset(&service, reader) }
        service.location = log.location(entry.key.place)
        service.variables = variables(reader["env"])
        if let exports = reader["variables"] { service.exports = variables(exports) }
        service.url = reader["url"]?.text
        service.directory = reader["directory"]?.text
        if let check = reader["health"] { service.health = health(check, service) }
        service.dependencies = reader["depends_on"]?.texts ?? []
        refer(to: reader["depends_on"].map { $0.items ?? [$0] } ?? [])
        service.grace = reader["grace_period"]?.duration ?? Service.defaultGrace
        return service
    }

    private func health(_ reader: Reader, _ service: Service) -> HealthCheck? {
        let probes = ["command", "tcp", "http", "log"].compactMap { key in reader[key].map { (key, $0) } }
        var check = HealthCheck(.log(""))
        check.interval = reader["interval"]?.duration ?? check.interval
        check.timeout = positive(reader["timeout"], "timeout") ?? check.timeout
        check.retries = reader["retries"]?.integer ?? check.retries
        check.startPeriod = reader["start_period"]?.duration ?? check.startPeriod
        guard probes.count == 1, let (key, value) = probes.first else {
            error("'health' needs one of 'command', 'tcp', 'http' and 'log'", reader.node)
            return nil
        }
        if let items = value.items {
            check.probe = .arguments(items.compactMap(\.text))
            return check
        }
        let text = value.text ?? ""
        switch key {
        case "command": check.probe = .script(text)
        case "tcp":
            check.probe = .tcp(text)
            if Int(text) == nil, !text.contains("{"), !service.ports.contains(where: { $0.name == text }) {
                error("the service has no port '\(text)'", value.node)
            }
        case "http":
            check.probe = .http(text)
            if !text.hasPrefix("/"), !text.hasPrefix("http://") {
                error("'\(text)' is neither a path such as /health nor an http:// address of this machine", value.node)
            } else if text.hasPrefix("/"), service.ports.isEmpty {
                error("the service has no port that \(text) could be asked of; add 'ports'", value.node)
            }
        default: check.probe = .log(text)
        }
        return check
    }

    /// Circles among services and groups, each told once.
    func checkCircles(_ catalogue: ServiceCatalogue) {
        var told: Set<Set<String>> = []
        for entry in named("services") {
            do throws(ServiceError) {
                _ = try catalogue.services(for: [entry.name])
            } catch {
                guard case .circle(let names) = error, told.insert(Set(names)).inserted else { continue }
                self.error(error.message, entry.key)
            }
        }
    }
}
