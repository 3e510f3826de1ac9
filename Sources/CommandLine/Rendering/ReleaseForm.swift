import ArgumentParser
import Releasing

extension ReleaseForm: ExpressibleByArgument {}
