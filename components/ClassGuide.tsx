import './class-guide.css';
import { CLASSES, classHint, classText } from './words.ts';

/** What the four words mean, for whoever meets them for the first time. */
export function ClassGuide() {
  return (
    <dl className="class-guide">
      {CLASSES.map((name) => (
        <div key={name}>
          <dt>
            <span className={`swatch fill-${name}`} aria-hidden="true" />
            {classText(name)}
          </dt>
          <dd className="soft">{classHint(name)}</dd>
        </div>
      ))}
    </dl>
  );
}
