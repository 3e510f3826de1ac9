import Core
import Criteria

extension ProjectBuilder {
    /// What the keys `metric` and `unit` of a report say; nil where there is no metric, or it is no good.
    func metricTarget(_ item: Reader) -> MetricTarget? {
        let unit = item["unit"]
        guard let reader = item["metric"], let name = reader.text else {
            if let unit { error("'unit' needs 'metric': it is the unit of that metric's values", unit.node) }
            _ = unit?.text
            return nil
        }
        guard let definition = Catalogue.definitions.first(where: { $0.metric.name == name }) else {
            let names = Catalogue.definitions.map(\.metric.name)
            error(
                "'\(name)' is no metric of the catalogue; `assay list criteria` lists them",
                reader.node,
                suggestion: log.isFull ? nil : Resemblance.nearest(to: name, among: names)
            )
            return nil
        }
        var target = MetricTarget(metric: definition.metric, dimension: definition.dimension)
        guard let unit, let text = unit.text else { return target }
        target.isUnitSaid = true
        guard text != definition.dimension.rawValue else { return target }
        guard let known = Unit(rawValue: text), known != .none else {
            error("'\(text)' is no unit", unit.node)
            return nil
        }
        guard known.dimension == definition.dimension else {
            let message = "'\(text)' is a unit of \(known.dimension.noun), and \(name) is \(definition.dimension.noun)"
            error(message, unit.node)
            return nil
        }
        target.unit = known
        return target
    }
}
