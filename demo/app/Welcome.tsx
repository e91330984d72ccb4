import type { Assistant } from './assistants.ts';

interface Props {
  assistant: Assistant;
  onIdea: (idea: string) => void;
}

export function Welcome({ assistant, onIdea }: Props) {
  return (
    <div className="welcome">
      <span className={`avatar large ${assistant.client}`} aria-hidden="true">
        {assistant.name[0]}
      </span>
      <p className="welcome-title">What are you working on?</p>
      <p>Answers are made up on this machine; nothing leaves it.</p>
      <ul className="ideas" aria-label="Ideas to begin with">
        {assistant.ideas.map((idea) => (
          <li key={idea}>
            <button type="button" data-testid="idea" onClick={() => onIdea(idea)}>
              {idea}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
