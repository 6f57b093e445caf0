# frozen_string_literal: true

require 'json'
require 'lonelypsp'

# What somebody could write who uses the gem: a log of the messages of one connection, one JSON object per line.
class Chat
  S2B = Lonelypsp::Stateful::S2B

  def initialize(topic)
    @topic = topic
  end

  # The first message about the topic.
  def subscribe
    S2B::SubscribeExact.new(tracing: '', topic: @topic)
  end

  # What was sent, for the log.
  def logged(bytes)
    JSON.generate(S2B.to_json_object(S2B.decode(bytes)))
  end

  # What a line of the log says.
  def said(line)
    case S2B.from_json_object(JSON.parse(line))
    in S2B::SubscribeExact(topic:) then "subscribes to #{topic}"
    in { type: } then type.name
    end
  rescue Lonelypsp::Error => e
    "nothing: #{e.kind} at #{e.at}"
  end
end
