# frozen_string_literal: true

# A subscriber over HTTP as small as it can be: it checks what a broadcaster posts, and says that it has arrived.

require 'socket'
require 'lonelypsp/auth'

class Endpoint
  Stateless = Lonelypsp::Stateless
  # The answer to what is not right.
  REFUSED = Stateless::S2B::ResponseUnsubscribeImmediate.new.encode.freeze
  # The most bytes of a body.
  LONGEST = 1 << 20

  # What was posted and was right.
  attr_reader :received
  # What was wrong with the rest.
  attr_reader :problems

  # @param strategy [#authorize, #check] checks what is posted
  # @param answering [#authorize] signs the answers
  def initialize(strategy, answering = strategy)
    @strategy = strategy
    @answering = answering
    @received = Queue.new
    @problems = Queue.new
    @server = TCPServer.new('127.0.0.1', 0)
    @thread = Thread.new { loop { serve(@server.accept) } }
    @thread.report_on_exception = false
  end

  def url
    "http://127.0.0.1:#{@server.addr[1]}/v1/receive"
  end

  def close
    @thread.kill.join
    @server.close
  end

  private

  def serve(socket)
    line, headers, body = read(socket)
    answer, status = line.start_with?('POST /v1/receive ') ? receive(headers, body) : [REFUSED, 400]
    # Head and body in one write: the broadcaster takes a part that has not arrived for a short answer.
    socket.write("HTTP/1.1 #{status} -\r\nContent-Type: application/octet-stream\r\n" \
                 "Content-Length: #{answer.bytesize}\r\nConnection: close\r\n\r\n".b + answer)
  rescue StandardError => e
    @problems << "#{e.class}: #{e.message}"
  ensure
    socket.close
  end

  def read(socket)
    line = socket.gets("\r\n", 4096).to_s
    headers = {}
    while (header = socket.gets("\r\n", 4096)&.chomp("\r\n")) && !header.empty?
      name, value = header.split(':', 2)
      headers[name.downcase] = value.to_s.strip
    end
    length = Integer(headers.fetch('content-length'), 10)
    raise "a body of #{length} bytes" if length > LONGEST

    [line, headers, socket.read(length)]
  end

  def receive(headers, body)
    digest = Lonelypsp::ReprDigest.read(headers['repr-digest'])
    message = Stateless::B2S::Receive.decode(body)
    raise 'the digest is that of another message' unless Lonelypsp.sha512(message.payload) == digest

    refuse_unless_allowed(headers['authorization'], message, digest)
    @received << message
    [confirm(message), 200]
  rescue Lonelypsp::Error, Lonelypsp::ReprDigest::Invalid, RuntimeError => e
    @problems << e.message
    [REFUSED, 400]
  end

  def refuse_unless_allowed(authorization, message, digest)
    verdict = @strategy.check(message.document(url:, message_sha512: digest), authorization)
    raise verdict.to_s unless verdict.ok?
  end

  def confirm(message)
    answer = Stateless::S2B::ResponseConfirmReceive.new(tracing: '', identifier: message.identifier, num_subscribers: 1)
    answer.with(authorization: @answering.authorize(answer.document(url:))).encode
  end
end
