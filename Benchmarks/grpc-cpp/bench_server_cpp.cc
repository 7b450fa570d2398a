// Serves the benchmark's methods with gRPC C++'s callback API on one thread of its own.
//
// Usage: bench-server-cpp TOKEN [CERTIFICATE KEY]

#include <algorithm>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <unordered_map>

#include <grpcpp/grpcpp.h>
#include <grpcpp/resource_quota.h>

#include "benchmark.grpc.pb.h"

namespace benchmark = kaa::benchmark::v1;

namespace {

const std::string kScheme = "Bearer ";

/// Who each token stands for: what every call is checked against.
class Callers {
 public:
  explicit Callers(const std::string& token) { callers_[token] = "benchmark"; }

  bool Knows(const grpc::CallbackServerContext& context) const {
    const auto& metadata = context.client_metadata();
    const auto found = metadata.find("authorization");
    if (found == metadata.end() || !found->second.starts_with(kScheme)) {
      return false;
    }
    const auto token = found->second.substr(kScheme.size());
    return callers_.find(std::string(token.data(), token.size())) != callers_.end();
  }

 private:
  std::unordered_map<std::string, std::string> callers_;
};

/// Writes one message after the other.
class Lister : public grpc::ServerWriteReactor<benchmark::ListResponse> {
 public:
  explicit Lister(const benchmark::ListRequest& request)
      : count_(request.count()), payload_(request.payload_bytes(), 'a') {
    Next();
  }

  void OnWriteDone(bool ok) override {
    if (ok) {
      Next();
    } else {
      Finish(grpc::Status(grpc::StatusCode::CANCELLED, "The client is gone."));
    }
  }

  void OnDone() override { delete this; }

 private:
  void Next() {
    if (index_ == count_) {
      Finish(grpc::Status::OK);
      return;
    }
    response_.set_index(index_++);
    response_.set_payload(payload_);
    StartWrite(&response_);
  }

  int index_ = 0;
  const int count_;
  const std::string payload_;
  benchmark::ListResponse response_;
};

/// Refuses a stream.
class Refuser : public grpc::ServerWriteReactor<benchmark::ListResponse> {
 public:
  Refuser() { Finish(grpc::Status(grpc::StatusCode::UNAUTHENTICATED, "The token is not accepted.")); }
  void OnDone() override { delete this; }
};

class Service final : public benchmark::BenchmarkService::CallbackService {
 public:
  explicit Service(const std::string& token) : callers_(token) {}

  grpc::ServerUnaryReactor* Echo(grpc::CallbackServerContext* context, const benchmark::EchoRequest* request,
                                 benchmark::EchoResponse* response) override {
    auto* reactor = context->DefaultReactor();
    if (!callers_.Knows(*context)) {
      reactor->Finish(grpc::Status(grpc::StatusCode::UNAUTHENTICATED, "The token is not accepted."));
      return reactor;
    }
    response->set_id(request->id());
    response->set_name(request->name());
    response->set_recorded_at(request->recorded_at());
    response->set_channel(request->channel());
    *response->mutable_marks() = request->marks();
    response->set_payload(request->payload());
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

  grpc::ServerWriteReactor<benchmark::ListResponse>* List(grpc::CallbackServerContext* context,
                                                          const benchmark::ListRequest* request) override {
    if (!callers_.Knows(*context)) {
      return new Refuser();
    }
    return new Lister(*request);
  }

 private:
  const Callers callers_;
};

std::string Contents(const char* path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 && argc != 4) {
    std::cerr << "Usage: bench-server-cpp TOKEN [CERTIFICATE KEY]\n";
    return 2;
  }
  auto credentials = grpc::InsecureServerCredentials();
  if (argc == 4) {
    grpc::SslServerCredentialsOptions options;
    options.pem_key_cert_pairs.push_back({Contents(argv[3]), Contents(argv[2])});
    credentials = grpc::SslServerCredentials(options);
  }

  Service service(argv[1]);
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", credentials, &port);
  builder.RegisterService(&service);
  const auto server = builder.BuildAndStart();
  if (!server) {
    return 1;
  }
  std::cout << "{\"port\":" << port << "}" << std::endl;
  server->Wait();
}
