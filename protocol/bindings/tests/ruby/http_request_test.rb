# frozen_string_literal: true

# The HTTP request of a message, as plain values.

require_relative 'helper'

class HttpRequestTest < Minitest::Test
  S2B = Lonelypsp::Stateless::S2B
  B2S = Lonelypsp::Stateless::B2S
  Request = Lonelypsp::HttpRequest
  # As the description of the wire format has them in its section 2.2.
  PATHS = {
    S2B::Notify => '/v1/notify', S2B::SubscribeExact => '/v1/subscribe/exact',
    S2B::SubscribeGlob => '/v1/subscribe/glob', S2B::UnsubscribeExact => '/v1/unsubscribe/exact',
    S2B::UnsubscribeGlob => '/v1/unsubscribe/glob',
    S2B::CheckSubscriptions => '/v1/check_subscriptions', S2B::SetSubscriptions => '/v1/set_subscriptions',
    B2S::Receive => '/v1/receive', B2S::Missed => '/v1/recover'
  }.freeze

  def test_methods_paths_and_headers
    PATHS.each do |type, path|
      assert_equal ['POST', path], [type::HTTP_METHOD, type::HTTP_PATH]
      headers = type == B2S::Receive ? %w[authorization repr-digest] : ['authorization']
      assert_equal headers, type::HTTP_HEADERS
    end
    others = Gems.directions.flat_map { |direction| direction::MESSAGE_TYPES.values } - PATHS.keys
    others.each { |type| refute type.const_defined?(:HTTP_PATH), type.name }
  end

  def test_a_request_as_plain_values
    message = S2B::CheckSubscriptions.new(tracing: '', url: 'http://h/r')
    request = Request.of(message, authorization: 'Bearer x')
    headers = { 'content-type' => 'application/octet-stream', 'authorization' => 'Bearer x' }
    assert_equal ['POST', '/v1/check_subscriptions', headers], [request.http_method, request.path, request.headers]
    assert_equal "\0\0\0\x0ahttp://h/r".b, request.body
    assert Ractor.shareable?(request)
    refute_includes request.inspect, 'Bearer x'
    case request
    in { path: '/v1/check_subscriptions', http_method: 'POST' } then pass
    end
    refute_includes Request.of(message).headers, 'authorization'
  end

  def test_the_digest_of_a_notification
    message = B2S::Receive.new(tracing: '', topic: 't', identifier: '', payload: 'hello')
    request = Request.of(message, message_sha512: Lonelypsp.sha512('hello'))
    expected = 'sha-512=m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw=='
    assert_equal expected, request.headers['repr-digest']
    assert_raises(ArgumentError) { Request.of(message) }
    assert_raises(ArgumentError) { Request.of(message, message_sha512: 'short') }
    missed = B2S::Missed.new(tracing: '', topic: 't')
    refute_includes Request.of(missed, message_sha512: Lonelypsp.sha512('hello')).headers, 'repr-digest'
  end

  def test_what_is_no_request
    assert_raises(ArgumentError) { Request.of(S2B::ResponseConfirmMissed.new(tracing: '')) }
    message = B2S::Missed.new(tracing: '', topic: 't')
    ["a\r\nx: y", "a\n", "\0", "\x7f"].each do |wrong|
      assert_raises(ArgumentError, wrong.inspect) { Request.of(message, authorization: wrong) }
    end
    assert_equal "caf\u00e9\t", Request.of(message, authorization: "caf\u00e9\t").headers['authorization']
  end
end
