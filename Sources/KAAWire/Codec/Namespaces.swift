/// The messages of this project's own contracts, by package.
public enum Kaa {}

/// The messages of the gRPC project's contracts, by package.
public enum Grpc {}

/// The messages that protobuf and gRPC take as known, by package.
public enum Google {}
