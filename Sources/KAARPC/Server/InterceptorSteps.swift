/// The steps of a call at which an interceptor has something to do.
public struct InterceptorSteps: OptionSet, Sendable {
    /// One bit for each step.
    public let rawValue: UInt8

    /// Creates a set from its bits.
    ///
    /// - Parameter rawValue: One bit for each step.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// ``ServerInterceptor/begin(_:)``.
    public static let begin = InterceptorSteps(rawValue: 1)
    /// ``ServerInterceptor/received(_:_:)``.
    public static let receive = InterceptorSteps(rawValue: 2)
    /// ``ServerInterceptor/sending(_:_:)``.
    public static let send = InterceptorSteps(rawValue: 4)
    /// ``ServerInterceptor/finished(_:_:)``.
    public static let finish = InterceptorSteps(rawValue: 8)
    /// Every step.
    public static let all: InterceptorSteps = [.begin, .receive, .send, .finish]
}
