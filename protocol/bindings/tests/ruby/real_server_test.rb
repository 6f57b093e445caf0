# frozen_string_literal: true

# The gem and the real server from PyPI over HTTP, on loopback: without authorization, with a token, and with HMAC.
#
# The variable LONELY_INTEROP_PYTHON names a Python that has what tests/interop/requirements.txt lists.

require_relative 'helper'
require_relative 'endpoint'
require_relative 'documents'
require 'net/http'
require 'timeout'

# The real server, as a process.
class RealServer
  SCRIPT = File.join(Gems::ROOT, 'protocol/bindings/tests/interop/serve.py')

  def initialize(kind)
    python = ENV.fetch('LONELY_INTEROP_PYTHON') { abort 'LONELY_INTEROP_PYTHON has to name a Python' }
    @pipe = IO.popen([python, SCRIPT, kind], 'r+')
    line = Timeout.timeout(30) { @pipe.gets }
    @uri = URI("http://#{line&.slice(/\Alistening on (127\.0\.0\.1:\d+)$/, 1) || abort('the server does not start')}")
  end

  # Sends a message that is signed by the strategy.
  def post(message, strategy)
    request = Lonelypsp::HttpRequest.of(message, authorization: strategy.authorize(message.document))
    Net::HTTP.start(@uri.host, @uri.port, nil, read_timeout: 20) do |http|
      http.send_request(request.http_method, request.path, request.body, request.headers)
    end
  end

  def close
    @pipe.close_write
    Timeout.timeout(20) { @pipe.read }
    @pipe.close
  end
end

class RealServerTest < Minitest::Test
  Auth = Lonelypsp::Auth
  S2B = Lonelypsp::Stateless::S2B
  B2S = Lonelypsp::Stateless::B2S

  # The secrets of the server, the same in both directions; and others.
  def strategy(kind, is_wrong: false)
    case kind
    when 'none' then Auth::None.new
    when 'token' then both(Auth::Token, Auth::BearerToken.from_text(is_wrong ? 'wrong' : 'the-token-of-this-test'))
    when 'hmac' then both(Auth::Hmac, is_wrong ? Auth::Key.random : Auth::Key.from_text(Documents::KEY))
    end
  end

  def both(type, secret)
    type.new(to_broadcaster: secret, to_subscriber: secret)
  end

  %w[none token hmac].each do |kind|
    define_method("test_subscribed_notified_and_delivered_with_#{kind}") do
      with_server(kind) do |server, ours|
        with_endpoint(ours) do |endpoint|
          assert_confirmed(ours, subscribe(server, ours, endpoint.url), endpoint.url)
          2.times { |round| assert_delivered(server, ours, endpoint, "hello #{round} \xff") }
          assert_equal '409', subscribe(server, ours, endpoint.url).code
          assert_empty Array.new(endpoint.problems.size) { endpoint.problems.pop }
        end
      end
    end
  end

  %w[token hmac].each do |kind|
    define_method("test_nobody_is_believed_without_the_secret_of_#{kind}") do
      with_server(kind) do |server, ours|
        wrong = strategy(kind, is_wrong: true)
        with_endpoint(ours, wrong) do |endpoint|
          { Auth::None.new => '401', wrong => '403' }.each do |liar, status|
            assert_equal status, subscribe(server, liar, endpoint.url).code
            assert_equal status, notify(server, liar, 'x').first.code
          end
          assert_equal '200', subscribe(server, ours, endpoint.url).code
          # It arrives, but the answer is signed with another secret, so that it does not count.
          assert_equal 0, notified(server, ours, 'x')
          assert_equal 1, endpoint.received.size
          assert_equal :mismatch, refused_answer(server, ours, wrong).reason
        end
      end
    end
  end

  def test_an_endpoint_that_refuses_is_not_counted_and_no_longer_subscribed
    with_server('token') do |server, ours|
      with_endpoint(strategy('token', is_wrong: true)) do |endpoint|
        assert_equal '200', subscribe(server, ours, endpoint.url).code
        assert_equal [0, 0], Array.new(2) { notified(server, ours, 'x') }
        assert_equal 'forbidden: it is that of another message, or was made with another secret', endpoint.problems.pop
        assert_empty endpoint.problems
        assert_empty endpoint.received
      end
    end
  end

  def with_server(kind)
    server = RealServer.new(kind)
    yield server, strategy(kind)
  ensure
    server&.close
  end

  def with_endpoint(*strategies)
    endpoint = Endpoint.new(*strategies)
    yield endpoint
  ensure
    endpoint&.close
  end

  def subscribe(server, strategy, url)
    server.post(S2B::SubscribeExact.new(url:, topic: 'foo/bar', tracing: ''), strategy)
  end

  def assert_confirmed(strategy, response, url)
    assert_equal '200', response.code
    answer = B2S.decode_by_code(response.body)
    assert_instance_of B2S::ResponseGeneric, answer
    signed = answer.document_for_subscribe_exact(url:, exact: 'foo/bar')
    assert_allowed strategy.check(signed, answer.authorization)
  end

  def assert_allowed(verdict)
    assert_predicate verdict, :ok?, verdict.to_s
  end

  # The response to a notification, and that.
  def notify(server, strategy, payload)
    values = { topic: 'foo/bar', identifier: Random.bytes(4), message_sha512: Lonelypsp.sha512(payload) }
    message = S2B::Notify.new(tracing: '', payload:, **values)
    [server.post(message, strategy), message]
  end

  # The answer to a notification, and what is signed of that.
  def answered(server, strategy, payload)
    response, message = notify(server, strategy, payload)
    assert_equal '200', response.code
    answer = B2S.decode_by_code(response.body)
    assert_instance_of B2S::ResponseNotify, answer
    assert_equal message.identifier, answer.identifier
    [answer, answer.document(topic: message.topic, message_sha512: message.message_sha512)]
  end

  # How many subscribers a notification was delivered to.
  def notified(server, strategy, payload)
    answer, signed = answered(server, strategy, payload)
    assert_allowed strategy.check(signed, answer.authorization)
    records = Lonelypsp::Tracing::B2S::Notified.decode(answer.tracing).records
    refute_empty records.map(&:name)
    answer.subscribers
  end

  # What one without the secret makes of an answer.
  def refused_answer(server, strategy, wrong)
    answer, signed = answered(server, strategy, 'x')
    wrong.check(signed, answer.authorization)
  end

  def assert_delivered(server, strategy, endpoint, payload)
    assert_equal 1, notified(server, strategy, payload)
    message = endpoint.received.pop(true)
    assert_equal ['foo/bar', payload.b], [message.topic, message.payload]
    assert_empty endpoint.received
  end
end
